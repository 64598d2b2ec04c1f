package org.rollcall.rehearsal.provider;

import org.rollcall.rehearsal.company.Person;

/** A person together with its id at the server. */
record Member(ServerId id, Person person) {}
