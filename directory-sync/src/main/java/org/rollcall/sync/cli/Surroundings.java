package org.rollcall.sync.cli;

import org.rollcall.sync.base.Timing;
import org.rollcall.sync.config.Secrets;

/** What a command gets from outside. */
record Surroundings(Console console, Secrets secrets, Timing timing) {}
