package org.rollcall.server.diagnosis;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that is so and should perhaps not be.
 *
 * @param count how often it is so; where only the newest are looked at, of those
 * @param subjects examples, or as many as were asked for
 */
public record Finding(Kind kind, long count, List<Subject> subjects) {

    public Finding {
        subjects = List.copyOf(subjects);
    }

    /** Whom or what a finding is about. */
    public record Subject(
            String type, Optional<String> id, String name, Optional<String> provider, Optional<String> detail) {

        static Subject of(String type, String name, String detail) {
            return new Subject(type, Optional.empty(), name, Optional.empty(), Optional.of(detail));
        }

        /** Redacted: names are personal data. */
        @Override
        public String toString() {
            return "Subject[" + type + "]";
        }
    }

    /** How urgent a finding is. */
    public enum Severity {
        PROBLEM,
        WARNING,
        NOTE;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What there is to find, the urgent first. */
    public enum Kind {
        DISABLED(
                Severity.PROBLEM,
                "the provider is disabled or paused: none of its requests is answered",
                "enable or resume it when its changes are wanted again"),
        PROBABLY_QUARANTINED(
                Severity.PROBLEM,
                "many requests were refused, and then none came: the provider has probably put the connection into"
                        + " quarantine",
                "see why in the refusals, repair it, and start provisioning again at the provider"),
        CREDENTIAL_EXPIRES(
                Severity.PROBLEM,
                "the last credential ends soon, or has ended",
                "issue a second one (rollcall provider rotate NAME) and enter it at the provider"),
        HELD(
                Severity.PROBLEM,
                "the brake holds effects, because the provider did more harm within an hour than allowed",
                "look at them (rollcall brake list) and release or reject them"),
        SLOW_DRIP(
                Severity.PROBLEM,
                "within a week the provider did several times the harm that the brake lets pass at a time, always a little",
                "see who lost what (rollcall log), whether that was meant; set a longer window or fewer people"),
        APPLICATION_LAGS(
                Severity.WARNING,
                "applications do not follow the event feed: what happened to people has not reached them",
                "look whether the application runs and says what it is done with (rollcall application list)"),
        WEBHOOK_FAILS(
                Severity.WARNING,
                "webhooks of applications do not take what is posted to them",
                "repair the receiver; see what waits (rollcall application undelivered NAME) and deliver it again"),
        UNACKNOWLEDGED(
                Severity.WARNING,
                "applications did not acknowledge in time that somebody lost access",
                "look there whether the sessions of these people ended (rollcall application unacknowledged NAME)"),
        MAIL_FAILS(
                Severity.WARNING,
                "mail to administrators is not taken by the mail server",
                "try it (rollcall mail test NAME): the answer says what is wrong"),
        BRAKE_OFF(
                Severity.WARNING,
                "the brake is off, or lets everybody pass: a mistake at the provider reaches everybody",
                "set it again when what it was switched off for is done"),
        SILENT(
                Severity.WARNING,
                "nothing came for longer than usual",
                "look at the provider whether provisioning is on and its last cycle ended"),
        NEVER_CALLED(
                Severity.NOTE,
                "no request was made with a credential of it yet",
                "enter base URL and credential at the provider and let it test the connection"),
        DUPLICATES_REFUSED(
                Severity.WARNING,
                "within a week, users or groups were refused because their name or id is taken",
                "look for people who are there twice at the provider, or belong to another provider here"),
        REFUSED(
                Severity.WARNING,
                "within a week, requests were refused for other reasons",
                "read the details; most name the attribute that has to be mapped otherwise"),
        REPAIRED(
                Severity.WARNING,
                "something in its requests was dropped or could not be used",
                "do what stands with each attribute"),
        NO_EXTERNAL_ID(
                Severity.WARNING,
                "users have no externalId, so that one who is renamed and pushed anew counts as somebody else",
                "map an id that never changes to externalId"),
        NO_EMAIL(Severity.NOTE, "users have no e-mail address", "map emails if the application writes to people"),
        COUNTRY_NO_CODE(
                Severity.WARNING,
                "the country of an address is no ISO 3166-1 code of two letters",
                "map the code (DE) instead of the name (Germany)"),
        NO_GROUP_MAPPED(
                Severity.WARNING,
                "groups are pushed and mapping reads groups, but no row names one of them",
                "write rows for the groups that matter, or correct their names in the configuration"),
        GROUPS_UNUSED(
                Severity.NOTE,
                "groups are pushed, and neither organizations nor roles follow from groups",
                "map them, or stop pushing them"),
        UNMAPPED_GROUPS(Severity.NOTE, "groups that no row of a mapping names", "map them, or stop pushing them"),
        ROW_WITHOUT_GROUP(
                Severity.WARNING,
                "rows of a mapping that no group belongs to: it was never pushed, or is deleted",
                "correct the name, remove the row, or apply the configuration with --rebind for a group made anew"),
        ROW_WITHOUT_PEOPLE(
                Severity.NOTE, "rows of a mapping whose group has no members", "remove them if nobody is to come"),
        FALLBACK(
                Severity.NOTE,
                "users are in the fallback organization, because no row or name fits them",
                "see why for one of them (rollcall explain USERNAME) and complete the mapping"),
        ORPHANS(
                Severity.WARNING,
                "people who may sign in and whom nobody manages any more: their provider is disabled or has not called",
                "find out whether they still belong here; block or deactivate who does not"),
        EDITED_BY_HAND(
                Severity.NOTE,
                "people of a provider who were changed by hand: what the provider says does not decide alone",
                "check whether it is still wanted; unblock, unpin or take the role back where it is not"),
        KEPT_AGAINST_PROVIDER(
                Severity.NOTE,
                "effects that a provider wants and that were decided against, or are forbidden",
                "correct at the provider what it says, so that both agree"),
        SIMILAR_ORGANIZATIONS(
                Severity.NOTE,
                "organizations side by side whose names are nearly the same",
                "if they are one, move the people and deactivate the other");

        private final Severity severity;
        private final String meaning;
        private final String advice;

        Kind(Severity severity, String meaning, String advice) {
            this.severity = severity;
            this.meaning = meaning;
            this.advice = advice;
        }

        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public Severity severity() {
            return severity;
        }

        /** What it means, in words. */
        public String meaning() {
            return meaning;
        }

        /** What to do about it, in words. */
        public String advice() {
            return advice;
        }
    }
}
