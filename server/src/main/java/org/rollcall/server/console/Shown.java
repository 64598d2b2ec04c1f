package org.rollcall.server.console;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.server.access.ApiTokens;
import org.rollcall.server.access.OneTimeSecret;
import org.rollcall.server.access.Sessions;
import org.rollcall.server.account.Facts;
import org.rollcall.server.account.Grant;
import org.rollcall.server.account.Seat;
import org.rollcall.server.administration.ChangeState.Act;
import org.rollcall.server.administration.Overview.Due;
import org.rollcall.server.administration.Overview.Numbers;
import org.rollcall.server.administration.Overview.Provider;
import org.rollcall.server.administration.People;
import org.rollcall.server.administration.Structure;
import org.rollcall.server.configuration.ApplyResult;
import org.rollcall.server.journal.Journal;
import org.rollcall.server.provider.Providers;

/** What the templates show. */
public final class Shown {

    private Shown() {}

    /** The sign-in page, with what was entered before. */
    public record SignIn(String name, String next) {}

    /** The first start's second step: what was entered so far, and the secret for the authenticator app. */
    public record Enrolment(String code, String name, OneTimeSecret secret, QrPicture qr) {}

    /** How everything stands. */
    public record Overview(Numbers numbers, Chart chart, List<Provider> providers, List<Due> due, Instant now) {}

    /** Something with a name. */
    public record Named(String id, String name) {}

    /** A name and its value. */
    public record Pair(String name, String value) {}

    // ---- providers

    /** All providers. */
    public record ProviderList(List<Provider> providers) {}

    /** One provider. */
    public record ProviderDetails(
            Providers.Listed provider, String baseUrl, Provider contact, ProviderRulesForm rules, Instant now) {}

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
            Optional<String> expression) {}

    /** Names that begin as somebody types. */
    public record Suggestions(List<String> names) {}

    /** The configuration as a document, what is wrong with it, and what it would change. */
    public record Document(String text, List<String> problems, Optional<ApplyResult> preview, boolean rebind) {}

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
            List<Act> acts,
            List<String> organizations,
            List<String> allRoles,
            Instant now,
            Sent sent) {}

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
            boolean later) {}

    /** A page of refusals. */
    public record Refusals(List<Journal.Refused> refusals, Optional<String> next, boolean later) {}

    // ---- settings

    /** One's own access, and the tokens of the API; one just issued is shown this once. */
    public record Settings(
            UUID session, List<Sessions.Listed> sessions, List<ApiTokens.Listed> tokens, Optional<String> issued) {

        /** Redacted. */
        @Override
        public String toString() {
            return "Settings[redacted]";
        }
    }
}
