package org.rollcall.server.permission;

/** What a page, a form or a call of the API needs. */
public enum Need {
    /** One's own password, codes and sessions. */
    OWN_ACCOUNT("one's own password and sessions"),
    LOOK_STATUS("see how everything stands"),
    LOOK_PEOPLE("see people and why they are where they are"),
    LOOK_STRUCTURE("see organizations and roles"),
    LOOK_GROUPS("see groups and their members"),
    /** Block, deactivate, move, grant. */
    CHANGE_PEOPLE("block, deactivate, move people, grant roles"),
    /** Final, therefore apart. */
    ERASE_PEOPLE("erase the personal data of people who are deactivated"),
    LOOK_PROVIDERS("see providers"),
    /** Create providers, issue and revoke their credentials. */
    CHANGE_PROVIDERS("create providers, issue and revoke their credentials"),
    /** Organizations, roles and mappings, and what a change of them would mean. */
    LOOK_CONFIGURATION("see the configuration, preview a change of it"),
    CHANGE_CONFIGURATION("change organizations, roles and mappings, place people again"),
    /** What the brake holds. */
    DECIDE_HELD("see, release and reject what the brake holds"),
    KEEP_HOLDS("open and release legal matters, choose whom they hold"),
    LOOK_LOGS("read the sync log and the refusals"),
    LOOK_AUDIT("read and verify the audit log"),
    READ_EVENTS("read the event feed"),
    /** Applications, their tokens and subscriptions (P-104). */
    CHANGE_APPLICATIONS("see and change applications, issue and revoke their tokens"),
    /** Which mail goes to which kinds of administrators. */
    CHANGE_MAIL("choose which mail administrators get"),
    /** Administrators, and tokens of the API. */
    CHANGE_ACCESS("add and change administrators, issue and revoke tokens of the API");

    private final String words;

    Need(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
