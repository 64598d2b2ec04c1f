package org.rollcall.sync.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.IntermediateResponse;
import com.unboundid.ldap.sdk.IntermediateResponseListener;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultListener;
import com.unboundid.ldap.sdk.SearchResultReference;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.ContentSyncDoneControl;
import com.unboundid.ldap.sdk.controls.ContentSyncInfoIntermediateResponse;
import com.unboundid.ldap.sdk.controls.ContentSyncInfoType;
import com.unboundid.ldap.sdk.controls.ContentSyncRequestControl;
import com.unboundid.ldap.sdk.controls.ContentSyncRequestMode;
import com.unboundid.ldap.sdk.controls.ContentSyncState;
import com.unboundid.ldap.sdk.controls.ContentSyncStateControl;
import java.io.Serial;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.rollcall.sync.config.Settings;
import org.rollcall.sync.directory.ChangeFeed.Answer;
import org.rollcall.sync.directory.ChangeFeed.Question;

/**
 * Content synchronization, refresh only (RFC 4533 section 3.3). All entries below a base are asked for, whatever the
 * filter of people says, so that a unit that is renamed or moved away is noticed.
 */
final class ContentSync implements SearchResultListener, IntermediateResponseListener {

    @Serial
    private static final long serialVersionUID = 1;

    private static final Set<String> UNITS =
            Set.of("organizationalunit", "organization", "domain", "dcobject", "country", "locality", "container");

    private final transient Set<String> modified = new HashSet<>();
    private final transient Set<String> deleted = new HashSet<>();
    private boolean present;
    private boolean unit;
    private boolean ignored;

    private ContentSync() {}

    static List<Question> questions(Settings.People people) {
        return people.searches().stream()
                .map(search -> (Question) new Below(search.base(), search.subtree()))
                .toList();
    }

    private record Below(String base, boolean subtree) implements Question {

        @Override
        public String key() {
            return "content " + base.toLowerCase(Locale.ROOT) + (subtree ? " sub" : " one");
        }

        @Override
        public Answer ask(LdapDirectory directory, Optional<ASN1OctetString> cookie) throws LDAPException {
            ContentSync heard = new ContentSync();
            SearchRequest request = new SearchRequest(
                    heard, base, subtree ? SearchScope.SUB : SearchScope.ONE, "(objectClass=*)", "objectClass");
            request.setIntermediateResponseListener(heard);
            request.addControl(
                    new ContentSyncRequestControl(ContentSyncRequestMode.REFRESH_ONLY, cookie.orElse(null), false));
            return heard.answer(directory.ask(request));
        }
    }

    private Answer answer(SearchResult result) throws LDAPException {
        ContentSyncDoneControl done = ContentSyncDoneControl.get(result);
        if (done == null || ignored) {
            throw new LDAPException(
                    ResultCode.CONTROL_NOT_FOUND, "the server has no content synchronization (overlay syncprov)");
        }
        Optional<ASN1OctetString> cookie = Optional.ofNullable(done.getCookie());
        boolean lost = cookie.filter(bytes -> bytes.getValueLength() == 0).isPresent();
        Optional<String> unclear = lost || present || !done.refreshDeletes()
                ? Optional.of("the directory cannot say who was deleted since the cookie")
                : Optional.of("a unit of the directory changed").filter(words -> unit);
        return new Answer(modified, deleted, cookie.filter(bytes -> bytes.getValueLength() > 0), unclear);
    }

    @Override
    public void searchEntryReturned(SearchResultEntry entry) {
        try {
            ContentSyncStateControl state = ContentSyncStateControl.get(entry);
            if (state == null) {
                ignored = true;
            } else if (state.getState() == ContentSyncState.DELETE) {
                deleted.add(state.getEntryUUID().toString());
            } else if (state.getState() == ContentSyncState.PRESENT) {
                present = true;
            } else {
                modified.add(state.getEntryUUID().toString());
                unit |= isUnit(entry);
            }
        } catch (LDAPException e) {
            ignored = true;
        }
    }

    private static boolean isUnit(SearchResultEntry entry) {
        String[] classes = entry.getAttributeValues("objectClass");
        return classes == null
                || Arrays.stream(classes).anyMatch(name -> UNITS.contains(name.toLowerCase(Locale.ROOT)));
    }

    @Override
    public void searchReferenceReturned(SearchResultReference reference) {
        // what is elsewhere is no part of this content
    }

    @Override
    public void intermediateResponseReturned(IntermediateResponse response) {
        try {
            ContentSyncInfoIntermediateResponse info = ContentSyncInfoIntermediateResponse.decode(response);
            if (info.getType() == ContentSyncInfoType.SYNC_ID_SET && info.refreshDeletes()) {
                info.getEntryUUIDs().stream().map(UUID::toString).forEach(deleted::add);
            } else if (info.getType() == ContentSyncInfoType.SYNC_ID_SET
                    || info.getType() == ContentSyncInfoType.REFRESH_PRESENT) {
                present = true;
            }
        } catch (LDAPException e) {
            ignored = true;
        }
    }
}
