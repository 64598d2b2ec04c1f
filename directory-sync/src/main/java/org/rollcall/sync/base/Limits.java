package org.rollcall.sync.base;

import java.time.Duration;

/** Every limit of the tool. A directory that exceeds one is refused with a sentence, never cut silently. */
public final class Limits {

    private Limits() {}

    /** People that are read. */
    public static final int PEOPLE = 2_000_000;
    /** Groups that are read. */
    public static final int GROUPS = 200_000;
    /** Pages of one search; a server that never comes to an end is stopped by it. */
    public static final int PAGES = 100_000;
    /** Characters of a value that is read from the directory; longer ones are a problem of the entry. */
    public static final int VALUE_LENGTH = 64 * 1024;
    /** Values of one attribute that a rule sees, members of a group apart. */
    public static final int VALUES = 10_000;
    /** Requests for the next range of one attribute. */
    public static final int RANGES = 10_000;
    /** Characters of a rule. */
    public static final int RULE_LENGTH = 10_000;
    /** Elements that one rule walks over. */
    public static final int RULE_ITERATIONS = 10_000;
    /** Units that are looked for one by one; with more of them everybody is looked at instead. */
    public static final int UNITS = 1_000;
    /** Ids that one LDAP search asks for. */
    public static final int IDS_PER_SEARCH = 50;
    /** People that one SCIM search asks for. */
    public static final int PEOPLE_PER_LOOKUP = 25;
    /** Members that one SCIM request adds or removes. */
    public static final int MEMBERS_PER_REQUEST = 1_000;
    /** Bytes of an answer of the server. */
    public static final int ANSWER_BYTES = 64 * 1024 * 1024;
    /** Longest wait that a server can ask for by {@code Retry-After}. */
    public static final Duration RETRY_AFTER = Duration.ofMinutes(5);
    /** Longest wait between two attempts when the server does not say how long. */
    public static final Duration BACKOFF = Duration.ofSeconds(30);
    /** After how long without a run the server is told to speak of silence, when neither file nor option says. */
    public static final Duration SILENT = Duration.ofHours(24);
    /** The least of these times, when it follows from {@code --every}. */
    public static final Duration SILENT_AT_LEAST = Duration.ofMinutes(10);
    /** After how many runs that did not come. */
    public static final int SILENT_RUNS = 3;
    /** How long connecting may take, to the directory and to the server. */
    public static final Duration CONNECT = Duration.ofSeconds(10);
    /** How long a command that prints a secret may take. */
    public static final Duration SECRET_COMMAND = Duration.ofSeconds(30);
    /** Characters of a secret. */
    public static final int SECRET_LENGTH = 4_096;
    /** Logs of runs that are kept. */
    public static final int LOGS = 100;
    /** Steps of one kind that a plan lists on the terminal; the log of the run has all. */
    public static final int LISTED_STEPS = 20;
    /** Characters of a value in the lines of a plan. */
    public static final int SHOWN_VALUE = 120;
}
