package org.rollcall.scim.yaml;

/** Why a document cannot be read, with its name and the line, in words for whoever wrote it. */
public final class YamlException extends RuntimeException {

    private static final long serialVersionUID = 1;

    YamlException(String message) {
        super(message, null, false, false);
    }

    /** The message, never absent. */
    public String words() {
        return String.valueOf(getMessage());
    }
}
