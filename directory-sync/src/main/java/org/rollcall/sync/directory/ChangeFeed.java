package org.rollcall.sync.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rollcall.sync.config.Settings;
import org.rollcall.sync.directory.Told.Changes;

/**
 * Asks a directory what changed instead of looking at everybody (P-121): by content synchronization (RFC 4533) or by
 * DirSync of Active Directory. Whatever is unclear ends in "it could not tell", never in a guess: a refused or unknown
 * cookie, a server that only says who is present, a unit that was renamed or moved, which changes entries below it
 * without touching them.
 */
public final class ChangeFeed {

    /** One question: what is asked, and how to ask it. */
    interface Question {

        /** The key of its cookie. */
        String key();

        /** Asks; without a cookie the answer is of no interest but for the cookie. */
        Answer ask(LdapDirectory directory, Optional<ASN1OctetString> cookie) throws LDAPException;
    }

    /**
     * One answer.
     *
     * @param cookie empty when the old one stays good
     * @param unclear why it cannot be relied upon; empty when it can
     */
    record Answer(
            Set<String> modified, Set<String> deleted, Optional<ASN1OctetString> cookie, Optional<String> unclear) {}

    private final Set<String> modified = new HashSet<>();
    private final Set<String> deleted = new HashSet<>();
    private final Map<String, String> cookies = new HashMap<>();
    private Optional<String> unclear = Optional.empty();

    private ChangeFeed() {}

    /** What changed since these cookies, by all questions that the configuration needs. */
    public static Told since(LdapDirectory directory, Settings settings, Map<String, String> cookies) {
        ChangeFeed feed = new ChangeFeed();
        try {
            for (Question question : switch (settings.directory().changes()) {
                case SCAN -> List.<Question>of();
                case CONTENT_SYNC -> ContentSync.questions(settings.people());
                case DIRSYNC -> DirSync.questions(settings.people());
            }) {
                feed.ask(question, directory, Optional.ofNullable(cookies.get(question.key())));
            }
        } catch (LDAPException e) {
            return Told.unable(
                    e.getResultCode().equals(ResultCode.E_SYNC_REFRESH_REQUIRED)
                            ? "the directory does not know the cookie any more"
                            : "the directory refused the question: " + Connector.words(e));
        }
        return feed.unclear.isPresent()
                ? Told.unable(feed.unclear.get(), feed.cookies)
                : new Told(Optional.of(new Changes(feed.modified, feed.deleted)), feed.cookies, "");
    }

    private void ask(Question question, LdapDirectory directory, Optional<String> known) throws LDAPException {
        Optional<ASN1OctetString> old =
                known.map(text -> new ASN1OctetString(Base64.getDecoder().decode(text)));
        Answer answer = question.ask(directory, old);
        answer.cookie()
                .or(() -> old)
                .ifPresent(cookie ->
                        cookies.put(question.key(), Base64.getEncoder().encodeToString(cookie.getValue())));
        if (old.isEmpty()) {
            unclear = Optional.of("this is the first question");
        } else if (answer.unclear().isPresent()) {
            unclear = answer.unclear();
        } else {
            modified.addAll(answer.modified());
            deleted.addAll(answer.deleted());
        }
    }
}
