package org.rollcall.server.console;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.server.administration.Overview;
import org.rollcall.server.base.CredentialId;
import org.rollcall.server.base.Names;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.command.Commands;
import org.rollcall.server.console.Console.Queries;
import org.rollcall.server.diagnosis.Doctor;
import org.rollcall.server.diagnosis.Finding;
import org.rollcall.server.http.Response;
import org.rollcall.server.journal.Journal;
import org.rollcall.server.permission.Need;
import org.rollcall.server.provider.CreateProvider;
import org.rollcall.server.provider.CredentialKind;
import org.rollcall.server.provider.Credentials;
import org.rollcall.server.provider.DialectNotes;
import org.rollcall.server.provider.IssueCredential;
import org.rollcall.server.provider.Providers;
import org.rollcall.server.provider.RevokeCredential;
import org.rollcall.server.provider.Secret;
import org.rollcall.server.provider.SwitchProvider;
import org.rollcall.server.provider.SwitchProvider.To;
import org.rollcall.server.provider.SyncRuns;

/** Providers: listed, connected step by step, and their credentials (P-20, P-21). */
final class ProviderPages {

    private static final String PATH = "/console/providers";
    static final String SECTION = "providers";
    private static final int RECENT = 8;
    private static final int DAYS = 3_650;

    private final Views views;
    private final Commands commands;
    private final Providers providers;
    private final Overview overview;
    private final Queries queries;
    private final SyncRuns runs;
    private final Credentials credentials;
    private final InstantSource time;
    private final String publicUrl;

    ProviderPages(
            Views views,
            Commands commands,
            Queries queries,
            Overview overview,
            SyncRuns runs,
            Credentials credentials,
            InstantSource time,
            String publicUrl) {
        this.views = views;
        this.commands = commands;
        this.queries = queries;
        this.providers = queries.providers();
        this.overview = overview;
        this.runs = runs;
        this.credentials = credentials;
        this.time = time;
        this.publicUrl = publicUrl;
    }

    void mount(Site site) {
        site.page(PATH, Need.LOOK_PROVIDERS, this::list)
                .page(PATH + "/new", Need.CHANGE_PROVIDERS, this::blank)
                .secret(PATH + "/new", Need.CHANGE_PROVIDERS, this::create, this::blank)
                .page(PATH + "/{id}", Need.LOOK_PROVIDERS, this::one)
                .page(PATH + "/{id}/connection", Need.LOOK_PROVIDERS, this::connection)
                .secret(PATH + "/{id}/credentials", Need.CHANGE_PROVIDERS, this::rotate, this::one)
                .act(PATH + "/{id}/revoke", Need.CHANGE_PROVIDERS, this::revoke, this::one)
                .act(PATH + "/{id}/disable", Need.CHANGE_PROVIDERS, visit -> turn(visit, To.DISABLED), this::one)
                .act(PATH + "/{id}/enable", Need.CHANGE_PROVIDERS, visit -> turn(visit, To.ENABLED), this::one)
                .act(PATH + "/{id}/pause", Need.CHANGE_PROVIDERS, visit -> turn(visit, To.PAUSED), this::one)
                .act(PATH + "/{id}/resume", Need.CHANGE_PROVIDERS, visit -> turn(visit, To.RESUMED), this::one);
    }

    // ---- looking

    private Response list(Visit visit) {
        return views.page(
                visit, "Providers", SECTION, "providers", new Shown.ProviderList(overview.providers(visit.tenant())));
    }

    private Response one(Visit visit) {
        Providers.Listed provider = listed(visit, providers);
        Json.Obj section = ProviderRulesForm.stored(queries.configuration().read(visit.tenant()), provider.name());
        return views.page(
                visit,
                provider.name(),
                SECTION,
                "provider",
                new Shown.ProviderDetails(
                        provider,
                        baseUrl(provider.ingressKey()),
                        contact(visit, provider.id()),
                        ProviderRulesForm.of(section),
                        ProviderSettingsForm.of(section),
                        activity(visit, provider),
                        findings(visit, provider),
                        time.instant()));
    }

    /** What this node counted is written first, so that what was just answered is seen. */
    private Shown.ProviderActivity activity(Visit visit, Providers.Listed provider) {
        ProviderId id = new ProviderId(provider.id());
        queries.dialects().flush();
        return new Shown.ProviderActivity(
                queries.dialects()
                        .list(visit.tenant(), id)
                        .map(DialectNotes.Listed::items)
                        .orElse(List.of()),
                runs.contacts(visit.tenant()).stream()
                        .filter(contact -> contact.provider().equals(id))
                        .findFirst(),
                runs.of(visit.tenant(), id).stream().limit(RECENT).toList(),
                queries.journal()
                        .latest(
                                visit.tenant(),
                                new Journal.Wanted(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(Names.canonical(provider.name())),
                                        Optional.empty(),
                                        Optional.empty(),
                                        RECENT)));
    }

    private List<Finding> findings(Visit visit, Providers.Listed provider) {
        return queries.doctor()
                .examine(visit.tenant(), new ProviderId(provider.id()))
                .map(Doctor.Report::findings)
                .orElse(List.of());
    }

    /** The step that waits for the first request; asked for again and again until it came. */
    private Response connection(Visit visit) {
        return views.page(
                visit,
                "Connection",
                SECTION,
                "connection",
                contact(visit, listed(visit, providers).id()));
    }

    /** The provider in the address of a page. */
    static Providers.Listed listed(Visit visit, Providers providers) {
        Optional<UUID> id = ProviderId.parse(visit.request().parameter("id")).map(ProviderId::value);
        return providers.list(visit.tenant()).stream()
                .filter(provider -> Optional.of(provider.id()).equals(id))
                .findFirst()
                .orElseThrow(ProviderPages::unknown);
    }

    private static org.rollcall.scim.ScimException unknown() {
        return ScimError.notFound("There is no such provider.").exception();
    }

    private String baseUrl(String ingressKey) {
        return publicUrl + "/scim/" + ingressKey + "/v2";
    }

    // ---- connecting

    private Response blank(Visit visit) {
        return views.page(
                visit,
                "Connect a provider",
                SECTION,
                "provider-new",
                new Shown.ProviderNew(
                        Guide.of(visit.optional("kind")
                                .or(() -> visit.asked("kind"))
                                .orElse("okta")),
                        visit.field("name"),
                        visit.field("credential").equals("api-credentials")));
    }

    private Response create(Visit visit) {
        Guide guide = Guide.of(visit.field("kind"));
        String name = visit.required("name", "Enter a name for the provider, such as " + guide.label() + ".");
        CredentialKind credential = guide.basic() && visit.field("credential").equals("api-credentials")
                ? CredentialKind.API_CREDENTIALS
                : CredentialKind.OAUTH_TOKEN;
        return shown(
                visit, guide, commands.run(visit.caller(), new CreateProvider(name, guide.kind(), credential)), true);
    }

    private Response rotate(Visit visit) {
        Providers.Listed provider = listed(visit, providers);
        Optional<Duration> life = visit.optional("days").map(ProviderPages::days);
        CreateProvider.Created issued = commands.run(
                visit.caller(),
                new IssueCredential(new ProviderId(provider.id()), Optional.empty(), life.map(time.instant()::plus)));
        return shown(visit, Guide.of(provider), issued, false);
    }

    static Duration days(String text) {
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > DAYS) {
            throw ScimError.invalidValue(
                            "Enter how many days it works, from 1 to %d, or nothing for ever.".formatted(DAYS))
                    .exception();
        }
        return Duration.ofDays(Integer.parseInt(text));
    }

    /** The one page that ever shows the secret. */
    private Response shown(Visit visit, Guide guide, CreateProvider.Created created, boolean first) {
        return views.page(
                visit,
                first ? "Connect " + created.name() : "A new credential for " + created.name(),
                SECTION,
                "provider-secret",
                new Shown.ProviderSecret(
                        created.id().value(),
                        created.name(),
                        guide,
                        lines(guide, baseUrl(created.ingressKey()), created.secret()),
                        first,
                        contact(visit, created.id().value())));
    }

    private Overview.Provider contact(Visit visit, UUID id) {
        return overview.providers(visit.tenant()).stream()
                .filter(known -> known.id().equals(id))
                .findFirst()
                .orElseThrow(ProviderPages::unknown);
    }

    private static List<Shown.Copied> lines(Guide guide, String baseUrl, Secret secret) {
        boolean token = secret.kind() == CredentialKind.OAUTH_TOKEN;
        List<Shown.Copied> lines = new ArrayList<>();
        for (Guide.Line line : guide.lines()) {
            Optional<String> value = switch (line.value()) {
                case BASE_URL -> Optional.of(baseUrl + line.text());
                case TOKEN -> Optional.of(secret.value()).filter(x -> token);
                case USER -> Optional.of(secret.hint()).filter(x -> !token);
                case PASSWORD -> Optional.of(secret.value()).filter(x -> !token);
                case MODE -> Optional.of(line.text().split("\\|", -1)[token ? 0 : 1]);
                case TEXT -> Optional.of(line.text());
            };
            boolean copied = line.value() != Guide.Value.TEXT && line.value() != Guide.Value.MODE;
            value.ifPresent(text -> lines.add(new Shown.Copied(line.label(), text, copied)));
        }
        return List.copyOf(lines);
    }

    // ---- changing

    private Response revoke(Visit visit) {
        Providers.Listed provider = listed(visit, providers);
        CredentialId credential = CredentialId.parse(visit.field("credential"))
                .orElseThrow(
                        () -> ScimError.notFound("There is no such credential.").exception());
        commands.run(visit.caller(), new RevokeCredential(new ProviderId(provider.id()), credential));
        credentials.forget();
        return back(provider, "revoked");
    }

    private Response turn(Visit visit, To to) {
        Providers.Listed provider = listed(visit, providers);
        commands.run(visit.caller(), new SwitchProvider(new ProviderId(provider.id()), to));
        credentials.forget();
        return back(provider, to.name().toLowerCase(Locale.ROOT));
    }

    private static Response back(Providers.Listed provider, String done) {
        return Response.seeOther(PATH + "/" + provider.id() + "?done=" + done);
    }
}
