package org.rollcall.server.provisioning;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.rollcall.scim.ScimError;

/** {@code If-Match}: the versions under which a write may happen; any, when the header is absent (B104, B105). */
public final class Precondition {

    /** No condition. */
    public static final Precondition NONE = new Precondition(Optional.empty());

    private static final String NO_TAG =
            "If-Match has no entity tag; it is * or a list of tags in quotes, as they were answered, such as W/\"3\"";
    private static final Pattern TAG = Pattern.compile("(W/)?\"[^\"]*\"");

    private final Optional<Set<String>> tags;

    private Precondition(Optional<Set<String>> tags) {
        this.tags = tags;
    }

    /** From the header's value: a list of entity tags, or {@code *}. */
    public static Precondition ifMatch(Optional<String> header) {
        return header.map(String::strip)
                .filter(value -> !value.equals("*"))
                .map(value -> new Precondition(Optional.of(
                        Arrays.stream(value.split(",")).map(String::strip).collect(Collectors.toSet()))))
                .orElse(NONE);
    }

    /** The entity tag of a version. */
    public static String tag(long version) {
        return "W/\"" + version + "\"";
    }

    void check(long version) {
        tags.filter(accepted -> !accepted.contains(tag(version))).ifPresent(accepted -> {
            boolean understood =
                    accepted.stream().anyMatch(text -> TAG.matcher(text).matches());
            throw ScimError.preconditionFailed(understood ? changed(version) : NO_TAG)
                    .exception();
        });
    }

    private static String changed(long version) {
        return "the resource has changed since: its version is " + tag(version);
    }
}
