package org.rollcall.server.base;

import java.text.Normalizer;
import java.util.Locale;

/** Canonical form of names of things (organizations, roles, groups, providers): trimmed, case-insensitive (P-31). */
public final class Names {

    private Names() {}

    public static String canonical(String name) {
        String composed = Normalizer.normalize(name.strip(), Normalizer.Form.NFC);
        return composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
