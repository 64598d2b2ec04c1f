package org.rollcall.sync.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.experimental.ActiveDirectoryDirSyncControl;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.rollcall.sync.base.Limits;
import org.rollcall.sync.config.Settings;
import org.rollcall.sync.directory.ChangeFeed.Answer;
import org.rollcall.sync.directory.ChangeFeed.Question;

/**
 * DirSync of Active Directory, with the rights that the account has ({@code LDAP_DIRSYNC_OBJECT_SECURITY}), so that it
 * needs none to replicate. It is asked at the root of a domain, as it must be: once for people, once for units, because
 * an answer has only attributes that changed and so does not tell one from the other.
 */
final class DirSync {

    private static final int BYTES_PER_ANSWER = 1_000_000;
    private static final String PEOPLE = "(objectClass=person)";
    private static final String UNITS = "(|(objectClass=organizationalUnit)(objectClass=container))";

    private DirSync() {}

    static List<Question> questions(Settings.People people) {
        Set<String> domains = new TreeSet<>();
        people.searches().forEach(search -> domains.add(domain(search.base())));
        List<Question> questions = new ArrayList<>();
        for (String domain : domains) {
            questions.add(new Domain(domain, PEOPLE));
            questions.add(new Domain(domain, UNITS));
        }
        return questions;
    }

    /** The part of a DN that names the domain: {@code DC=corp,DC=example,DC=com}. */
    private static String domain(String base) {
        try {
            List<RDN> parts = List.of(new DN(base).getRDNs());
            return new DN(parts.stream().filter(part -> part.hasAttribute("dc")).toList()).toNormalizedString();
        } catch (LDAPException e) {
            return base; // the search below it will say what is wrong
        }
    }

    private record Domain(String base, String filter) implements Question {

        @Override
        public String key() {
            return "dirsync " + base + " " + filter;
        }

        @Override
        public Answer ask(LdapDirectory directory, Optional<ASN1OctetString> cookie) throws LDAPException {
            Set<String> modified = new HashSet<>();
            Set<String> deleted = new HashSet<>();
            Optional<ASN1OctetString> next = cookie;
            for (int page = 0; page < Limits.PAGES; page++) {
                SearchRequest request = new SearchRequest(base, SearchScope.SUB, filter);
                request.addControl(new ActiveDirectoryDirSyncControl(
                        true, ActiveDirectoryDirSyncControl.FLAG_OBJECT_SECURITY, BYTES_PER_ANSWER, next.orElse(null)));
                SearchResult result = directory.ask(request);
                for (SearchResultEntry entry : result.getSearchEntries()) {
                    (isDeleted(entry) ? deleted : modified).add(id(entry));
                }
                ActiveDirectoryDirSyncControl more = ActiveDirectoryDirSyncControl.get(result);
                if (more == null) {
                    throw new LDAPException(ResultCode.CONTROL_NOT_FOUND, "the server has no DirSync");
                }
                next = Optional.ofNullable(more.getCookie());
                if (more.getFlags() == 0) {
                    boolean unit = filter.equals(UNITS) && !(modified.isEmpty() && deleted.isEmpty());
                    return unit
                            ? new Answer(Set.of(), Set.of(), next, Optional.of("a unit of the directory changed"))
                            : new Answer(modified, deleted, next, Optional.empty());
                }
            }
            throw new LDAPException(ResultCode.LOCAL_ERROR, "the answer has more parts than the limit");
        }

        private static boolean isDeleted(SearchResultEntry entry) {
            return "TRUE".equalsIgnoreCase(entry.getAttributeValue("isDeleted"));
        }

        private static String id(SearchResultEntry entry) throws LDAPException {
            Attribute id = entry.getAttribute("objectGUID");
            if (id == null) {
                throw new LDAPException(ResultCode.DECODING_ERROR, "an entry came without objectGUID");
            }
            return Values.texts(id).getFirst();
        }
    }
}
