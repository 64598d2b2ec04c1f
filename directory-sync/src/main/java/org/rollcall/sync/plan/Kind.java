package org.rollcall.sync.plan;

/** What a step does, in the order in which steps are carried out: taking away comes first. */
public enum Kind {
    DEACTIVATE("deactivate", "−"),
    MOVE("move", "→"),
    UPDATE("update", "~"),
    ACTIVATE("activate", "+"),
    CREATE("create", "+"),
    GROUP_CREATE("create group", "+"),
    GROUP_UPDATE("update group", "~"),
    MEMBERS("change members of group", "~"),
    GROUP_DELETE("delete group", "−");

    private final String words;
    private final String sign;

    Kind(String words, String sign) {
        this.words = words;
        this.sign = sign;
    }

    /** For people. */
    public String words() {
        return words;
    }

    /** One character before a line of the plan. */
    public String sign() {
        return sign;
    }
}
