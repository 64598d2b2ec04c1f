package org.rollcall.sync.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rollcall.sync.base.Failure;

/** The values of one attribute while they come in ranges: {@code member;range=0-1499}, the last one ending in {@code *}. */
final class Ranged {

    private static final String OPTION = "range=";

    private final String name;
    private final List<byte[]> values = new ArrayList<>();
    private boolean complete;

    Ranged(String name) {
        this.name = name;
    }

    static boolean is(Attribute attribute) {
        return option(attribute).isPresent();
    }

    private static Optional<String> option(Attribute attribute) {
        return attribute.getOptions().stream()
                .map(option -> option.toLowerCase(Locale.ROOT))
                .filter(option -> option.startsWith(OPTION))
                .findFirst();
    }

    void add(Attribute part) {
        values.addAll(List.of(part.getValueByteArrays()));
        complete = option(part).map(option -> option.endsWith("*")).orElse(true);
    }

    boolean complete() {
        return complete;
    }

    /** The name of what comes next. */
    String next() {
        return "%s;%s%d-*".formatted(name, OPTION, values.size());
    }

    Attribute nextOf(SearchResultEntry entry) {
        return entry.getAttributes().stream()
                .filter(attribute -> attribute.getBaseName().equalsIgnoreCase(name) && is(attribute))
                .filter(attribute -> attribute.getRawValues().length > 0)
                .findFirst()
                .orElseThrow(() -> Failure.directory("The next range of %s of %s did not come. Nothing was changed."
                        .formatted(name, entry.getDN())));
    }

    Attribute attribute() {
        return new Attribute(name, values.toArray(byte[][]::new));
    }
}
