package org.rollcall.server.console;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.rollcall.server.access.ApiTokens;
import org.rollcall.server.access.KnownAdministrators;
import org.rollcall.server.access.OneTimeSecret;
import org.rollcall.server.access.Sessions;
import org.rollcall.server.account.Facts;
import org.rollcall.server.account.Grant;
import org.rollcall.server.account.Seat;
import org.rollcall.server.account.StandingDecision;
import org.rollcall.server.administration.ChangeState.Act;
import org.rollcall.server.administration.HeldEffects;
import org.rollcall.server.administration.Matters;
import org.rollcall.server.administration.Overview.Due;
import org.rollcall.server.administration.Overview.Numbers;
import org.rollcall.server.administration.Overview.Provider;
import org.rollcall.server.administration.People;
import org.rollcall.server.administration.Structure;
import org.rollcall.server.audit.AuditLog;
import org.rollcall.server.base.Cidr;
import org.rollcall.server.configuration.ApplyResult;
import org.rollcall.server.diagnosis.Finding;
import org.rollcall.server.job.PlacementJob;
import org.rollcall.server.journal.Journal;
import org.rollcall.server.journal.LogEntry;
import org.rollcall.server.mail.KnownMail;
import org.rollcall.server.mail.MailSettings;
import org.rollcall.server.ownership.Conflicts;
import org.rollcall.server.ownership.DeleteProvider;
import org.rollcall.server.provider.DialectNotes;
import org.rollcall.server.provider.Providers;
import org.rollcall.server.provider.SyncRuns;
import org.rollcall.server.viewer.KeptRequests;

/** What the templates show. */
public final class Shown {

    private Shown() {}

    /**
     * The sign-in page, with what was entered before.
     *
     * @param openId whether there is a provider at which one can sign in instead
     */
    public record SignIn(String name, String next, boolean openId) {}

    /**
     * The second step of the first start or of an invitation: what was entered so far, and the secret for the
     * authenticator app.
     *
     * @param first whether it is the first administrator, who chooses a name
     */
    public record Enrolment(String code, String name, OneTimeSecret secret, QrPicture qr, boolean first) {}

    /** How everything stands. */
    public record Overview(
            Numbers numbers,
            Chart chart,
            List<Provider> providers,
            List<Due> due,
            long held,
            long conflicts,
            Instant now) {}

    /** Something with a name. */
    public record Named(String id, String name) {}

    /** A name and its value. */
    public record Pair(String name, String value) {}

    // ---- providers

    /** All providers. */
    public record ProviderList(List<Provider> providers) {}

    /**
     * What a provider did lately: what was repaired of it, its runs, and what it changed.
     *
     * @param tool when its directory-sync tool was heard of; empty for another kind of provider
     */
    public record ProviderActivity(
            List<DialectNotes.Item> notes,
            Optional<SyncRuns.Contact> tool,
            List<SyncRuns.Run> runs,
            List<Journal.Shown> log) {}

    /** One provider. */
    public record ProviderDetails(
            Providers.Listed provider,
            String baseUrl,
            Provider contact,
            ProviderRulesForm rules,
            ProviderSettingsForm settings,
            ProviderActivity activity,
            List<Finding> findings,
            Instant now) {}

    /** From where a provider may come, and how often. */
    public record Reach(String addresses, String rate) {

        static Reach of(Visit visit) {
            return new Reach(visit.raw("addresses"), visit.field("rate"));
        }

        static Reach of(Providers.Listed provider) {
            int rate = provider.terms().requestsPerSecond();
            return new Reach(
                    provider.terms().addresses().stream().map(Cidr::toString).collect(Collectors.joining("\n")),
                    rate == 0 ? "" : Integer.toString(rate));
        }
    }

    /** Whose tokens a provider may present, as a form has it. */
    public record Issuer(String issuer, String audience, String keys, String subjects) {

        static Issuer of(Visit visit) {
            return new Issuer(
                    visit.field("issuer"), visit.field("audience"), visit.field("keys"), visit.raw("subjects"));
        }

        static Issuer of(Providers.Listed provider) {
            return provider.issuer()
                    .map(known -> new Issuer(
                            known.issuer(),
                            known.audience(),
                            known.keys().toString(),
                            String.join("\n", known.subjects())))
                    .orElseGet(() -> new Issuer("", "", "", ""));
        }
    }

    /** The people of a provider for another one; the report once it was chosen which. */
    public record HandOver(
            Providers.Listed provider,
            List<String> others,
            Optional<org.rollcall.server.ownership.HandOver.Report> report,
            String reason) {}

    /** What the deletion of a provider means, with what a refused form had sent. */
    public record ProviderDeletion(
            Providers.Listed provider, DeleteProvider.Report report, String pending, String reason) {}

    /** The settings of one provider. */
    public record ProviderSettings(
            Providers.Listed provider, ProviderSettingsForm form, Reach reach, Issuer issuer, List<String> problems) {}

    /** The first step of connecting one, with what was entered before. */
    public record ProviderNew(Guide guide, String name, boolean basic) {}

    /** A field of the provider's own screen and what goes into it. */
    public record Copied(String label, String value, boolean copied) {}

    /** The secret, this once, and how to go on. */
    public record ProviderSecret(
            UUID id, String name, Guide guide, List<Copied> lines, boolean first, Provider contact) {

        /** Redacted. */
        @Override
        public String toString() {
            return "ProviderSecret[redacted]";
        }
    }

    /** The rules of a provider as they were sent or are stored, what is wrong with them, and what they would change. */
    public record Rules(
            UUID id,
            String name,
            ProviderRulesForm form,
            List<String> organizations,
            List<String> roles,
            List<String> problems,
            Optional<ApplyResult> preview,
            boolean rebind,
            Optional<String> expression,
            List<String> roleExpressions) {}

    /** Names that begin as somebody types. */
    public record Suggestions(List<String> names) {}

    /** The configuration as a document, what is wrong with it, and what it would change. */
    public record Document(String text, List<String> problems, Optional<ApplyResult> preview, boolean rebind) {}

    // ---- what the brake holds

    /** An effect that is held, in words. */
    public record HeldEffect(String wanted, String reason, Instant since) {

        static HeldEffect of(StandingDecision decision, org.rollcall.server.placement.Rules rules) {
            return new HeldEffect(Words.wanted(decision, rules), decision.reason(), decision.since());
        }
    }

    /** Somebody of whom something is held. */
    public record HeldPerson(String id, String name, String userName, String provider, List<HeldEffect> effects) {

        public Instant since() {
            return effects.stream()
                    .map(HeldEffect::since)
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    /** What was sent to decide: whom, and why. */
    public record HeldForm(List<String> ticked, boolean everybody, String reason) {}

    /**
     * What a release would do.
     *
     * @param counts log rows by action
     * @param log the first of them
     * @param rows how many there would be
     */
    public record HeldPreview(int people, int effects, Map<String, Long> counts, List<LogEntry> log, int rows) {}

    /** A page of what is held. */
    public record HeldQueue(
            List<HeldEffects.Count> providers,
            String provider,
            List<HeldPerson> people,
            Optional<String> next,
            String after,
            HeldForm form,
            Optional<HeldPreview> preview) {

        /** How many people are held, of the provider that was asked for if one was. */
        public long all() {
            return providers.stream()
                    .filter(count -> provider.isEmpty() || count.provider().equals(provider))
                    .mapToLong(HeldEffects.Count::people)
                    .sum();
        }
    }

    // ---- conflicts

    /** A page of pushes that collided, with what can be asked for. */
    public record ConflictList(
            List<Conflicts.Listed> conflicts,
            String state,
            String provider,
            List<String> providers,
            Optional<String> next,
            boolean later) {}

    /** One of them, with the reason that a refused form had sent. */
    public record ConflictDetails(Conflicts.Listed conflict, String reason) {}

    // ---- jobs

    /** Jobs; {@code current} is shown with its progress. */
    public record JobList(Optional<PlacementJob> current, List<PlacementJob> all, boolean single, Instant now) {}

    // ---- legal holds

    /** All matters. */
    public record MatterList(List<Matters.Matter> open, List<Matters.Matter> released, String name) {}

    /** What was sent about a matter. */
    public record MatterForm(String path, String people, String reason, List<String> ticked) {

        /** Whether it was the form that does this. */
        public boolean by(String act) {
            return path.endsWith("/" + act);
        }
    }

    /** One matter and a page of its custodians. */
    public record MatterDetails(
            Matters.Matter matter,
            List<Matters.Custodian> custodians,
            Optional<String> next,
            boolean later,
            MatterForm form) {}

    // ---- people

    /** What a list of people was asked for. */
    public record Filters(String q, String state, String organization, String role, String provider) {

        public boolean any() {
            return !(q + state + organization + role + provider).isEmpty();
        }
    }

    /** A page of people, with what can be asked for. */
    public record PeopleList(
            List<People.Listed> people,
            Filters filters,
            List<String> organizations,
            List<String> roles,
            List<String> providers,
            Optional<String> next,
            boolean later) {}

    /** A new local user, with what was entered before. */
    public record PersonNew(String userName, String displayName, String organization, List<String> organizations) {}

    /** A role somebody has, and each reason for it. */
    public record HeldRole(
            String name, boolean administrative, List<String> permissions, List<Grant> grants, boolean byHand) {}

    /** What a refused form had sent. */
    public record Sent(String path, String reason, String organization, String role, String until) {

        /** Whether it was the form that does this. */
        public boolean by(String act) {
            return path.endsWith("/" + act);
        }
    }

    /** The open matters that hold a person, and the other open ones. */
    public record Holds(List<Matters.Matter> holding, List<Matters.Matter> others) {}

    /** One person. */
    public record PersonDetails(
            UUID id,
            String name,
            String userName,
            Optional<String> provider,
            Optional<String> providerId,
            Facts facts,
            String organization,
            Seat seat,
            List<HeldRole> roles,
            List<Named> groups,
            List<Pair> identity,
            List<Journal.Shown> history,
            List<HeldEffect> held,
            Holds holds,
            List<Act> acts,
            List<String> organizations,
            List<String> allRoles,
            Instant now,
            Sent sent) {

        /** Whether its data can be erased now (P-60). */
        public boolean erasable() {
            return facts.deactivatedAt().isPresent()
                    && !facts.purged()
                    && holds.holding().isEmpty();
        }
    }

    // ---- groups, organizations, roles

    /** A page of groups. */
    public record GroupList(
            List<Structure.Group> groups,
            String q,
            String provider,
            List<String> providers,
            Optional<String> next,
            boolean later) {}

    /** One group and a page of its members. */
    public record GroupDetails(Structure.Group group, List<People.Listed> members, Optional<String> next) {}

    /** The tree of organizations. */
    public record Organizations(List<Structure.Organization> organizations) {}

    /** All roles. */
    public record Roles(List<Structure.Role> roles) {}

    // ---- logs

    /** What the log was asked for. */
    public record LogFilters(String from, String to, String user, String provider, String action) {

        public boolean any() {
            return !(from + to + user + provider + action).isEmpty();
        }
    }

    /** A page of the sync log. */
    public record Log(
            List<Journal.Shown> entries,
            LogFilters filters,
            List<String> actions,
            List<String> providers,
            String csv,
            Optional<String> next,
            boolean later,
            Live live) {}

    /** Whether a page follows what is new, and the addresses with and without. */
    public record Live(boolean on, String start, String stop) {}

    /** What requests were asked for. */
    public record RequestFilters(String provider, boolean failed, String user) {

        public boolean any() {
            return failed || !(provider + user).isEmpty();
        }
    }

    /** A page of requests of providers. */
    public record Requests(
            List<KeptRequests.Kept> requests,
            RequestFilters filters,
            List<String> providers,
            Optional<String> next,
            boolean later) {}

    /** One request, what it did, and why it cannot be carried out once more. */
    public record RequestDetails(KeptRequests.Kept kept, List<Journal.Shown> effects, Optional<String> obstacle) {}

    /** A page of refusals. */
    public record Refusals(List<Journal.Refused> refusals, Optional<String> next, boolean later) {}

    /**
     * An article of the documentation.
     *
     * @param html made from our own text, and safe
     * @param first whether it is the one with which to begin
     */
    public record Article(String title, String html, boolean first) {}

    // ---- audit

    /** What the audit log was asked for. */
    public record AuditFilters(String from, String to, String action) {

        public boolean any() {
            return !(from + to + action).isEmpty();
        }
    }

    /** A page of the audit log; after a verification, with what that found. */
    public record Audit(
            List<AuditLog.Row> rows,
            AuditFilters filters,
            List<String> actions,
            String csv,
            Optional<String> next,
            boolean later,
            Optional<AuditLog.Verdict> verdict,
            String anchor) {}

    // ---- settings

    /** All administrators; the code of one just invited is shown this once. */
    public record Administrators(
            List<KnownAdministrators.Listed> administrators,
            List<String> organizations,
            boolean openId,
            Optional<Invitation> invitation) {}

    /** Whom to hand a one-time code, and where it is entered. */
    public record Invitation(String name, String code, String url) {

        /** Redacted. */
        @Override
        public String toString() {
            return "Invitation[redacted]";
        }
    }

    /** Which mail one gets, and which the tenant sends. */
    public record Mail(
            KnownMail.Recipient own, MailSettings settings, KnownMail.Standing standing, boolean configured) {}

    /** One's own access, and the tokens of the API; one just issued is shown this once. */
    public record Settings(
            UUID session,
            List<Sessions.Listed> sessions,
            List<ApiTokens.Listed> tokens,
            List<String> organizations,
            Optional<String> issued) {

        /** Redacted. */
        @Override
        public String toString() {
            return "Settings[redacted]";
        }
    }
}
