package org.rollcall.server.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Finds a provider by its name or id. */
final class KnownProviders {

    private KnownProviders() {}

    static Item named(AdminApi api, String name) {
        return named(api.get("/providers", Query.NONE).items("items"), name);
    }

    static Item named(List<Item> all, String name) {
        return all.stream()
                .filter(provider ->
                        same(provider.text("name"), name) || provider.text("id").equals(name))
                .findFirst()
                .orElseThrow(() -> Failure.refused("There is no provider \"%s\"; there are: %s."
                        .formatted(
                                name,
                                all.isEmpty()
                                        ? "none"
                                        : all.stream().map(p -> p.text("name")).collect(Collectors.joining(", ")))));
    }

    private static boolean same(String a, String b) {
        return a.strip().toLowerCase(Locale.ROOT).equals(b.strip().toLowerCase(Locale.ROOT));
    }
}
