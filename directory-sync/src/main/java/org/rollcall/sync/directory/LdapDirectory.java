package org.rollcall.sync.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.RootDSE;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.rollcall.sync.base.Failure;
import org.rollcall.sync.base.Limits;
import org.rollcall.sync.config.Secrets;
import org.rollcall.sync.config.Settings;

/** A connection to a directory, for reading. Not safe for use by several threads. */
public final class LdapDirectory implements AutoCloseable {

    private final LDAPConnection connection;
    private final Settings.Directory settings;
    private long references;

    private LdapDirectory(LDAPConnection connection, Settings.Directory settings) {
        this.connection = connection;
        this.settings = settings;
    }

    /**
     * Connects to the first server that answers.
     *
     * @throws Failure when none does, when its certificate is not trusted or the bind is not accepted
     */
    public static LdapDirectory connect(Settings.Directory settings, Secrets secrets) {
        return new LdapDirectory(new Connector(settings, secrets).connect(), settings);
    }

    /** The server that answered. */
    public String server() {
        return connection.getConnectedAddress() + ":" + connection.getConnectedPort();
    }

    /** How many continuation references were met and not followed; Active Directory sends some at the domain's root. */
    public long references() {
        return references;
    }

    /** What the server says of itself, in one line. */
    public String describe() {
        try {
            RootDSE root = connection.getRootDSE();
            if (root == null) {
                return server();
            }
            String vendor = Optional.ofNullable(root.getVendorName())
                    .or(() -> Optional.of("OpenLDAP").filter(name -> root.hasObjectClass("OpenLDAProotDSE")))
                    .or(() -> Optional.ofNullable(root.getAttributeValue("dnsHostName")))
                    .orElse("it does not say which product");
            boolean paged = root.supportsControl(SimplePagedResultsControl.PAGED_RESULTS_OID);
            return "%s (%s), %s".formatted(server(), vendor, paged ? "reads page by page" : "has no paged results");
        } catch (LDAPException e) {
            return server();
        }
    }

    /** What one search finds first, and whether it has what has to be there, in one line. */
    public String sample(Settings.Search search, List<String> attributes) {
        SearchRequest request = request(search, filter(search), attributes);
        request.addControl(new SimplePagedResultsControl(1, null, true));
        List<SearchResultEntry> found = send(request, search, 1).getSearchEntries();
        if (found.isEmpty()) {
            return "nothing is found below %s with %s".formatted(search.base(), search.filter());
        }
        SearchResultEntry first = found.getFirst();
        List<String> missing =
                attributes.stream().filter(name -> !first.hasAttribute(name)).toList();
        return "below %s, such as %s%s"
                .formatted(
                        search.base(),
                        first.getDN(),
                        missing.isEmpty() ? "" : ", which shows no " + String.join(", no ", missing));
    }

    private static SearchRequest request(Settings.Search search, Filter filter, List<String> attributes) {
        return new SearchRequest(
                search.base(),
                search.subtree() ? SearchScope.SUB : SearchScope.ONE,
                filter,
                attributes.toArray(String[]::new));
    }

    /** The filter of a search. */
    static Filter filter(Settings.Search search) {
        try {
            return Filter.create(search.filter());
        } catch (LDAPException e) {
            throw Failure.usage("%s is no LDAP filter: %s".formatted(search.filter(), e.getMessage()));
        }
    }

    /**
     * Every entry that a search finds, page by page.
     *
     * @throws Failure when not all of them came, saying why; entries may have been handed out by then
     */
    public void search(Settings.Search search, List<String> attributes, Consumer<SearchResultEntry> each) {
        search(search, filter(search), attributes, each);
    }

    /** The same, with a filter that was made from values. */
    public void search(
            Settings.Search search, Filter filter, List<String> attributes, Consumer<SearchResultEntry> each) {
        ASN1OctetString cookie = null;
        Optional<String> first = Optional.empty();
        for (int page = 1; page <= Limits.PAGES; page++) {
            SearchRequest request = request(search, filter, attributes);
            request.addControl(new SimplePagedResultsControl(settings.pageSize(), cookie, true));
            SearchResult result = send(request, search, page);
            ASN1OctetString next = cookie(result, search, page);
            Optional<String> begins =
                    result.getSearchEntries().stream().findFirst().map(Entry::getDN);
            if (page > 1 && (begins.isPresent() ? begins.equals(first) : next.equals(cookie))) {
                throw incomplete("repeated page", search, page, "the server answers the same page again and again");
            }
            result.getSearchEntries().forEach(entry -> each.accept(complete(entry)));
            if (next.getValueLength() == 0) {
                return;
            }
            first = begins;
            cookie = next;
        }
        throw incomplete("endless", search, Limits.PAGES, "the search has more pages than the limit");
    }

    /** One request as it is, for whoever knows what its controls mean. */
    SearchResult ask(SearchRequest request) throws LDAPSearchException {
        return connection.search(request);
    }

    /** Whether there is an entry. */
    boolean has(String dn) {
        try {
            return connection.getEntry(dn, SearchRequest.NO_ATTRIBUTES) != null;
        } catch (LDAPException e) {
            throw Failure.directory("The directory was not read completely (%s): %s. Nothing was changed."
                    .formatted(kind(e.getResultCode()), Connector.words(e)));
        }
    }

    /** The DN of what an entry is in. */
    static String parent(String dn) {
        try {
            return Optional.ofNullable(DN.getParentString(dn)).orElse(dn);
        } catch (LDAPException e) {
            return dn;
        }
    }

    private SearchResult send(SearchRequest request, Settings.Search search, int page) {
        try {
            SearchResult result = connection.search(request);
            references += result.getReferenceCount();
            return result;
        } catch (LDAPSearchException e) {
            throw incomplete(kind(e.getResultCode()), search, page, Connector.words(e));
        }
    }

    private static ASN1OctetString cookie(SearchResult result, Settings.Search search, int page) {
        try {
            SimplePagedResultsControl control = SimplePagedResultsControl.get(result);
            if (control == null) {
                throw incomplete("not paged", search, page, "the server ignored the request for pages");
            }
            return control.getCookie();
        } catch (LDAPException e) {
            throw incomplete("unreadable page", search, page, Connector.words(e));
        }
    }

    private static String kind(ResultCode code) {
        return switch (code.intValue()) {
            case ResultCode.SIZE_LIMIT_EXCEEDED_INT_VALUE, ResultCode.ADMIN_LIMIT_EXCEEDED_INT_VALUE -> "size limit";
            case ResultCode.TIME_LIMIT_EXCEEDED_INT_VALUE, ResultCode.TIMEOUT_INT_VALUE -> "time limit";
            case ResultCode.NO_SUCH_OBJECT_INT_VALUE -> "no such base";
            case ResultCode.INSUFFICIENT_ACCESS_RIGHTS_INT_VALUE -> "no permission";
            case ResultCode.REFERRAL_INT_VALUE -> "referral";
            case ResultCode.SERVER_DOWN_INT_VALUE, ResultCode.CONNECT_ERROR_INT_VALUE -> "connection lost";
            default -> "failed";
        };
    }

    /** One sentence for every way in which a reading can end early. */
    static Failure incomplete(String kind, Settings.Search search, int page, String words) {
        return Failure.directory(
                "The directory was not read completely (%s) below %s, page %d: %s. Nothing was changed."
                        .formatted(kind, search.base(), page, words));
    }

    // ---- ranges

    /** Active Directory hands out long attributes in ranges; this fetches the rest (H-L5). */
    private SearchResultEntry complete(SearchResultEntry entry) {
        Optional<Attribute> ranged =
                entry.getAttributes().stream().filter(Ranged::is).findFirst();
        return ranged.map(part -> complete(whole(entry, part))).orElse(entry);
    }

    private SearchResultEntry whole(SearchResultEntry entry, Attribute first) {
        Ranged values = new Ranged(first.getBaseName());
        values.add(first);
        for (int i = 0; i < Limits.RANGES && !values.complete(); i++) {
            values.add(values.nextOf(fetch(entry.getDN(), values.next())));
        }
        if (!values.complete()) {
            throw Failure.directory("The attribute %s of %s has more ranges than the limit. Nothing was changed."
                    .formatted(first.getBaseName(), entry.getDN()));
        }
        List<Attribute> attributes = entry.getAttributes().stream()
                .filter(attribute -> !attribute.getBaseName().equalsIgnoreCase(first.getBaseName()))
                .toList();
        List<Attribute> all = new ArrayList<>(attributes);
        all.add(values.attribute());
        return new SearchResultEntry(entry.getDN(), all, new Control[0]);
    }

    private SearchResultEntry fetch(String dn, String attribute) {
        try {
            SearchResultEntry entry = connection.getEntry(dn, attribute);
            if (entry == null) {
                throw Failure.directory("%s vanished while it was read. Nothing was changed.".formatted(dn));
            }
            return entry;
        } catch (LDAPException e) {
            throw Failure.directory("The directory was not read completely (%s): %s. Nothing was changed."
                    .formatted(kind(e.getResultCode()), Connector.words(e)));
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
