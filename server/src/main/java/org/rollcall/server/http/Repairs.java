package org.rollcall.server.http;

import java.util.List;
import org.rollcall.scim.dialect.Note;
import org.rollcall.server.command.Caller;

/** Remembers what was repaired or dropped in the requests of providers, answered or refused. */
@FunctionalInterface
public interface Repairs {

    /** Remembers what one request needed. Neither waits nor fails. */
    void record(Caller caller, List<Note> notes);
}
