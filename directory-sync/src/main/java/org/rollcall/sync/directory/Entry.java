package org.rollcall.sync.directory;

import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A person as the directory has it.
 *
 * @param id what never changes, also when everything else does (H-L8)
 * @param dn where it is now
 * @param seen a digest of what tells that something changed: stamp, DN, account state, groups
 * @param enabled whether the directory lets this account sign in
 * @param attributes by name, whatever its case; values in the order of the alphabet, so that equal entries are equal
 * @param groups those that the person is in, by their number in {@link Memberships}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; an array is a tenth of a list
public record Entry(
        String id, String dn, String seen, boolean enabled, SortedMap<String, List<String>> attributes, int[] groups) {

    public Entry {
        attributes = Collections.unmodifiableSortedMap(attributes);
    }

    /** The first value of an attribute. */
    public Optional<String> first(String attribute) {
        return Optional.ofNullable(attributes.get(attribute))
                .flatMap(values -> values.stream().findFirst());
    }

    /** An empty map of attributes, in which the case of a name does not matter. */
    public static NavigableMap<String, List<String>> noAttributes() {
        return new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    }

    @Override
    public String toString() {
        return "Entry(" + id + ")";
    }
}
