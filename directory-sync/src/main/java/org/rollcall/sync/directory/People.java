package org.rollcall.sync.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.rollcall.sync.base.Failure;
import org.rollcall.sync.base.Limits;
import org.rollcall.sync.config.Kind;
import org.rollcall.sync.config.Settings;

/**
 * Reads people. What an entry lacks for being sent is a problem of that entry; it is then left as it is, at the server
 * too. Two entries with one id are a problem of the whole reading.
 */
public final class People {

    private static final int DIGEST_BYTES = 12;
    /** Of an entry that does not tell when it changed: it is looked at every time. */
    private static final String NEVER_SEEN = "";

    private final LdapDirectory directory;
    private final Settings settings;
    private final Memberships memberships;
    private final Instant now;
    private final Map<String, Integer> present = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final List<Problem> problems = new ArrayList<>();

    public People(LdapDirectory directory, Settings settings, Memberships memberships, Instant now) {
        this.directory = directory;
        this.settings = settings;
        this.memberships = memberships;
        this.now = now;
    }

    /**
     * An entry that cannot be sent.
     *
     * @param id empty when even that is missing
     */
    public record Problem(Optional<String> id, String dn, String words) {}

    /** The entries that could not be read well enough. */
    public List<Problem> problems() {
        return problems;
    }

    /** How many people had a value of each attribute. */
    public Map<String, Integer> present() {
        return present;
    }

    /** Everybody, with these attributes besides those that every reading needs. */
    public void all(List<String> attributes, Consumer<Entry> each) {
        Map<String, String> ids = new HashMap<>();
        for (Settings.Search search : settings.people().searches()) {
            Set<String> ofThisSearch = new HashSet<>();
            directory.search(
                    search,
                    wanted(attributes),
                    found -> entry(found)
                            .filter(entry -> isNew(entry, ids, ofThisSearch))
                            .ifPresent(each));
        }
    }

    /** Those with these ids, as far as the searches still find them. */
    public void some(Collection<String> ids, List<String> attributes, Consumer<Entry> each) {
        List<String> all = List.copyOf(ids);
        Map<String, String> known = new HashMap<>();
        for (Settings.Search search : settings.people().searches()) {
            for (int i = 0; i < all.size(); i += Limits.IDS_PER_SEARCH) {
                List<Filter> wanted = all.subList(i, Math.min(all.size(), i + Limits.IDS_PER_SEARCH)).stream()
                        .map(this::byId)
                        .toList();
                directory.search(
                        search,
                        Filter.createANDFilter(LdapDirectory.filter(search), Filter.createORFilter(wanted)),
                        wanted(attributes),
                        found -> entry(found)
                                .filter(entry -> known.putIfAbsent(entry.id(), entry.dn()) == null)
                                .ifPresent(each));
            }
        }
    }

    /** Whoever has this value in one of these attributes; a value is never read as a filter (H-L4). */
    public void having(String value, List<String> names, List<String> attributes, Consumer<Entry> each) {
        List<Filter> alternatives = new ArrayList<>(names.stream()
                .map(name -> Filter.createEqualityFilter(name, value))
                .toList());
        alternatives.add(byId(value));
        Map<String, String> known = new HashMap<>();
        for (Settings.Search search : settings.people().searches()) {
            directory.search(
                    search,
                    Filter.createANDFilter(LdapDirectory.filter(search), Filter.createORFilter(alternatives)),
                    wanted(attributes),
                    found -> entry(found)
                            .filter(entry -> known.putIfAbsent(entry.id(), entry.dn()) == null)
                            .ifPresent(each));
        }
    }

    private Filter byId(String id) {
        String name = settings.people().id();
        return name.equalsIgnoreCase("objectGUID") && id.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
                ? Filter.createEqualityFilter(name, Values.guidBytes(UUID.fromString(id)))
                : Filter.createEqualityFilter(name, id);
    }

    /** What every reading asks for, even one that only looks who is there and what changed. */
    public List<String> always() {
        return wanted(List.of());
    }

    private List<String> wanted(List<String> attributes) {
        TreeSet<String> wanted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        wanted.addAll(attributes);
        wanted.addAll(AccountState.ATTRIBUTES);
        wanted.add(settings.people().id());
        wanted.add(settings.people().stamp());
        wanted.add("uid");
        return List.copyOf(wanted);
    }

    private static boolean isNew(Entry entry, Map<String, String> ids, Set<String> ofThisSearch) {
        String known = ids.putIfAbsent(entry.id(), entry.dn());
        boolean twice = !ofThisSearch.add(entry.id());
        if (known != null && (twice || !known.equals(entry.dn()))) {
            throw Failure.directory(
                    ("The directory was not read completely (repeated entry): the id %s came twice, as %s and as %s."
                                    + " Nothing was changed.")
                            .formatted(entry.id(), known, entry.dn()));
        }
        if (ids.size() > Limits.PEOPLE) {
            throw Failure.directory("There are more people than %,d. Nothing was changed.".formatted(Limits.PEOPLE));
        }
        return known == null;
    }

    private Optional<Entry> entry(SearchResultEntry found) {
        SortedMap<String, List<String>> attributes = attributes(found);
        attributes.keySet().forEach(name -> present.merge(name, 1, Integer::sum));
        Optional<String> id = AccountState.first(attributes, settings.people().id());
        Optional<Boolean> enabled = AccountState.enabled(settings.directory().kind(), attributes, now);
        if (id.isEmpty() || enabled.isEmpty()) {
            String missing = id.isEmpty() ? settings.people().id() : "userAccountControl";
            problems.add(new Problem(id, found.getDN(), missing + " is missing or may not be read"));
            return Optional.empty();
        }
        int[] groups = memberships.of(found.getDN(), AccountState.first(attributes, "uid"), primaryGroup(attributes));
        return Optional.of(new Entry(
                id.get(),
                found.getDN(),
                seen(found.getDN(), attributes, enabled.get(), groups),
                enabled.get(),
                attributes,
                groups));
    }

    private static SortedMap<String, List<String>> attributes(SearchResultEntry found) {
        SortedMap<String, List<String>> attributes = Entry.noAttributes();
        for (Attribute attribute : found.getAttributes()) {
            List<String> values = Values.texts(attribute);
            if (!values.isEmpty() && attribute.getOptions().isEmpty()) {
                attributes.put(attribute.getBaseName(), values.subList(0, Math.min(values.size(), Limits.VALUES)));
            }
        }
        return attributes;
    }

    /** The primary group is no member list's business: it is the domain's SID with another last number. */
    private Optional<String> primaryGroup(SortedMap<String, List<String>> attributes) {
        if (settings.directory().kind() != Kind.ACTIVE_DIRECTORY) {
            return Optional.empty();
        }
        Optional<String> number = AccountState.first(attributes, "primaryGroupID");
        return AccountState.first(attributes, "objectSid")
                .filter(sid -> sid.contains("-"))
                .flatMap(sid -> number.map(last -> sid.substring(0, sid.lastIndexOf('-') + 1) + last));
    }

    private String seen(String dn, SortedMap<String, List<String>> attributes, boolean enabled, int[] groups) {
        Optional<String> stamp =
                AccountState.first(attributes, settings.people().stamp());
        if (stamp.isEmpty()) {
            return NEVER_SEEN;
        }
        MessageDigest digest = sha256();
        update(digest, stamp.get());
        update(digest, dn.toLowerCase(Locale.ROOT));
        update(digest, Boolean.toString(enabled));
        return text(digest) + digestOf(groups);
    }

    private static String text(MessageDigest digest) {
        return Base64.getEncoder().encodeToString(Arrays.copyOf(digest.digest(), DIGEST_BYTES));
    }

    private String digestOf(int[] groups) {
        MessageDigest digest = sha256();
        for (int group : groups) {
            update(digest, memberships.groups().get(group).id());
            update(digest, memberships.groups().get(group).name());
        }
        return text(digest);
    }

    /** What has to be remembered of an entry that is not read again in every run. */
    public Place place(Entry entry) {
        return new Place(
                entry.dn(),
                entry.first("uid"),
                primaryGroup(entry.attributes()),
                AccountState.ends(entry.attributes()));
    }

    /** Whether the units that these people are in are still where they were. */
    public boolean haveParents(Collection<Place> places) {
        Set<String> parents = new HashSet<>();
        places.forEach(place -> parents.add(LdapDirectory.parent(place.dn())));
        return parents.size() <= Limits.UNITS && parents.stream().allMatch(directory::has);
    }

    /** Whether somebody who was seen so needs another look, although the entry is as it was: other groups, or the end. */
    public boolean isOutdated(String seen, Place place) {
        int[] groups = memberships.of(place.dn(), place.uid(), place.primaryGroup());
        return !seen.endsWith(digestOf(groups))
                || place.ends().filter(end -> !end.isAfter(now)).isPresent();
    }

    private static void update(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
