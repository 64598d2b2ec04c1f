package org.rollcall.server.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.server.base.Cidr;
import org.rollcall.server.base.CredentialId;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.command.Commands;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.permission.Need;
import org.rollcall.server.provider.Advice;
import org.rollcall.server.provider.CreateProvider;
import org.rollcall.server.provider.CredentialKind;
import org.rollcall.server.provider.Credentials;
import org.rollcall.server.provider.DialectNotes;
import org.rollcall.server.provider.IssueCredential;
import org.rollcall.server.provider.ProviderKind;
import org.rollcall.server.provider.Providers;
import org.rollcall.server.provider.RevokeCredential;
import org.rollcall.server.provider.Secret;
import org.rollcall.server.provider.SetProviderAccess;
import org.rollcall.server.provider.SetProviderSource;
import org.rollcall.server.provider.SetTrustedIssuer;
import org.rollcall.server.provider.Source;
import org.rollcall.server.provider.SwitchProvider;
import org.rollcall.server.provider.SwitchProvider.To;
import org.rollcall.server.provider.SyncRuns;
import org.rollcall.server.provider.SyncRuns.Contact;
import org.rollcall.server.provider.Terms;
import org.rollcall.server.provider.TrustedIssuer;

/**
 * Providers and their credentials (P-20, P-21). Other nodes hear of a revocation by notification; this one forgets the
 * credential before it answers, so that it is refused on the very next request.
 */
public final class ProvidersEndpoint {

    private final Commands commands;
    private final Providers providers;
    private final SyncRuns runs;
    private final InstantSource time;
    private final Credentials credentials;
    private final DialectNotes dialects;
    private final String publicUrl;

    public ProvidersEndpoint(
            Commands commands,
            Providers providers,
            SyncRuns runs,
            Credentials credentials,
            DialectNotes dialects,
            String publicUrl,
            InstantSource time) {
        this.commands = commands;
        this.providers = providers;
        this.runs = runs;
        this.time = time;
        this.credentials = credentials;
        this.dialects = dialects;
        this.publicUrl = publicUrl;
    }

    public void mount(Router router) {
        String path = "/api/v1/providers";
        router.add("GET", path, Need.LOOK_PROVIDERS, this::list)
                .add("POST", path, Need.CHANGE_PROVIDERS, this::create)
                .add("GET", path + "/{id}/dialect", Need.LOOK_PROVIDERS, this::dialect)
                .add("PUT", path + "/{id}/kind", Need.CHANGE_PROVIDERS, this::source)
                .add("PUT", path + "/{id}/access", Need.CHANGE_PROVIDERS, this::access)
                .add("PUT", path + "/{id}/issuer", Need.CHANGE_PROVIDERS, this::trust)
                .add(
                        "DELETE",
                        path + "/{id}/issuer",
                        Need.CHANGE_PROVIDERS,
                        request -> trust(request, Optional.empty()))
                .add("POST", path + "/{id}/credentials", Need.CHANGE_PROVIDERS, this::rotate)
                .add("DELETE", path + "/{id}/credentials/{credential}", Need.CHANGE_PROVIDERS, this::revoke)
                .add("POST", path + "/{id}/disable", Need.CHANGE_PROVIDERS, request -> turn(request, To.DISABLED))
                .add("POST", path + "/{id}/enable", Need.CHANGE_PROVIDERS, request -> turn(request, To.ENABLED))
                .add("POST", path + "/{id}/pause", Need.CHANGE_PROVIDERS, request -> turn(request, To.PAUSED))
                .add("POST", path + "/{id}/resume", Need.CHANGE_PROVIDERS, request -> turn(request, To.RESUMED));
    }

    private Response list(Request request) {
        TenantId tenant = request.caller().tenant();
        Map<UUID, Contact> contacts = runs.contacts(tenant).stream()
                .collect(Collectors.toMap(contact -> contact.provider().value(), Function.identity()));
        Json items = new Fields()
                .list(
                        "items",
                        providers.list(tenant),
                        provider -> listed(provider, Optional.ofNullable(contacts.get(provider.id()))))
                .json();
        return Response.json(200, items);
    }

    private Json listed(Providers.Listed provider, Optional<Contact> contact) {
        Fields fields = source(provider.source())
                .put("id", provider.id().toString())
                .put("name", provider.name())
                .put("baseUrl", baseUrl(provider.ingressKey()))
                .put("disabled", provider.disabled())
                .put("paused", provider.paused())
                .put("dialect", provider.dialect().label())
                .put("access", terms(provider.terms()))
                .list("credentials", provider.credentials(), ProvidersEndpoint::credential);
        provider.issuer().ifPresent(issuer -> fields.put("issuer", issuer(issuer)));
        Instant now = time.instant();
        fields.put("lastSyncRunAt", contact.flatMap(Contact::lastRun))
                .put("silentSince", contact.filter(tool -> tool.isSilent(now)).map(Contact::since));
        return fields.json();
    }

    private static Json issuer(TrustedIssuer issuer) {
        return new Fields()
                .put("issuer", issuer.issuer())
                .put("audience", issuer.audience())
                .put("keys", issuer.keys().toString())
                .list("subjects", issuer.subjects(), Json::text)
                .json();
    }

    private Response trust(Request request) {
        Json.Obj body = Inputs.object(request);
        String keys = bounded("keys", Inputs.text(body, "keys"));
        return trust(
                request,
                Optional.of(new TrustedIssuer(
                        bounded("issuer", Inputs.text(body, "issuer")),
                        bounded("audience", Inputs.text(body, "audience")),
                        TrustedIssuer.keys(keys)
                                .orElseGet(() -> Inputs.fail("\"keys\" must be an https URL of a JWK Set")),
                        Inputs.optionalTexts(body, "subjects", Limits.ISSUER_SUBJECTS).orElse(List.of()).stream()
                                .map(subject -> bounded("subjects", subject))
                                .toList())));
    }

    private static String bounded(String name, String text) {
        return text.length() <= Limits.ISSUER_TEXT
                ? text
                : Inputs.fail("\"%s\" is longer than %d characters".formatted(name, Limits.ISSUER_TEXT));
    }

    private Response trust(Request request, Optional<TrustedIssuer> issuer) {
        commands.run(request.caller(), new SetTrustedIssuer(Inputs.provider(request), issuer));
        credentials.forget();
        return Response.noContent();
    }

    private static Json terms(Terms terms) {
        return new Fields()
                .list("addresses", terms.addresses(), network -> Json.text(network.toString()))
                .put("requestsPerSecond", terms.requestsPerSecond())
                .json();
    }

    private Response access(Request request) {
        Json.Obj body = Inputs.object(request);
        Terms terms = commands.run(
                request.caller(),
                new SetProviderAccess(
                        Inputs.provider(request),
                        Inputs.optionalTexts(body, "addresses", Limits.ALLOWED_ADDRESSES)
                                .map(list -> list.stream()
                                        .map(ProvidersEndpoint::network)
                                        .toList()),
                        Inputs.optionalNumber(body, "requestsPerSecond", Limits.REQUESTS_PER_SECOND)));
        credentials.forget();
        return Response.json(200, terms(terms));
    }

    private static Cidr network(String text) {
        return Cidr.of(text)
                .orElseGet(() -> Inputs.fail(
                        "\"addresses\" must be addresses or networks like 192.0.2.7 or 192.0.2.0/24, not \"%s\""
                                .formatted(ScimError.excerpt(text))));
    }

    /** What this node counted is written first, so that what was just answered is seen. */
    private Response dialect(Request request) {
        ProviderId provider = Inputs.provider(request);
        dialects.flush();
        DialectNotes.Listed listed = dialects.list(request.caller().tenant(), provider)
                .orElseThrow(() -> ScimError.notFound("no provider " + provider).exception());
        return Response.json(
                200,
                new Fields()
                        .put("dialect", listed.dialect().label())
                        .list("items", listed.items(), ProvidersEndpoint::note)
                        .json());
    }

    private static Json note(DialectNotes.Item item) {
        return new Fields()
                .put("rule", item.rule().name())
                .put("attribute", item.attribute())
                .put("requests", item.requests())
                .put("firstAt", item.first())
                .put("lastAt", item.last())
                .put("lastRequestId", item.requestId())
                .put("advice", Advice.of(item.rule()))
                .json();
    }

    private static Json credential(Providers.ListedCredential credential) {
        return new Fields()
                .put("id", credential.id().toString())
                .put("type", credential.kind())
                .put("hint", credential.hint())
                .put("createdAt", credential.created())
                .put("expiresAt", credential.expires())
                .put("revokedAt", credential.revoked())
                .put("lastUsedAt", credential.lastUsed())
                .put("lastUsedFrom", credential.lastUsedFrom())
                .json();
    }

    private Response create(Request request) {
        Json.Obj body = Inputs.object(request);
        CredentialKind credential = credential(Inputs.text(body, "credential"));
        ProviderKind kind =
                Inputs.optionalText(body, "kind").map(ProvidersEndpoint::kind).orElse(ProviderKind.SCIM);
        return shown(commands.run(request.caller(), new CreateProvider(Inputs.text(body, "name"), kind, credential)));
    }

    private Response rotate(Request request) {
        Json.Obj body = Inputs.object(request);
        Optional<CredentialKind> kind = Inputs.optionalText(body, "credential").map(ProvidersEndpoint::credential);
        return shown(commands.run(
                request.caller(),
                new IssueCredential(Inputs.provider(request), kind, Inputs.optionalTime(body, "expiresAt"))));
    }

    private static CredentialKind credential(String label) {
        return CredentialKind.of(label)
                .filter(CredentialKind::ofProviders)
                .orElseGet(
                        () -> Inputs.fail("\"credential\" must be oauth-token, api-credentials or client-credentials"));
    }

    private static ProviderKind kind(String label) {
        return ProviderKind.of(label).orElseGet(() -> Inputs.fail("\"kind\" must be " + ProviderKind.labels()));
    }

    private Response source(Request request) {
        Json.Obj body = Inputs.object(request);
        int most = Math.toIntExact(Limits.LONGEST_SILENCE.toSeconds());
        Source source = commands.run(
                request.caller(),
                new SetProviderSource(
                        Inputs.provider(request),
                        new Source(
                                kind(Inputs.text(body, "kind")),
                                Inputs.optionalNumber(body, "silentAfterSeconds", most)
                                        .map(Duration::ofSeconds))));
        return Response.json(200, source(source).json());
    }

    private static Fields source(Source source) {
        Fields fields = new Fields().put("kind", source.kind().label());
        source.silentAfter().ifPresent(time -> fields.put("silentAfterSeconds", time.toSeconds()));
        return fields;
    }

    private Response shown(CreateProvider.Created created) {
        Secret secret = created.secret();
        Fields fields = new Fields()
                .put("id", created.id().toString())
                .put("name", created.name())
                .put("baseUrl", baseUrl(created.ingressKey()));
        Fields shown = switch (secret.kind()) {
            case CLIENT_CREDENTIALS ->
                fields.put("tokenUrl", publicUrl + "/scim/" + created.ingressKey() + "/oauth/token")
                        .put("clientId", secret.hint())
                        .put("clientSecret", secret.value());
            case API_CREDENTIALS -> fields.put("username", secret.hint()).put("password", secret.value());
            case OAUTH_TOKEN, ACCESS_TOKEN, ADMIN_TOKEN, APPLICATION_TOKEN -> fields.put("token", secret.value());
        };
        return Response.json(201, shown.json());
    }

    private Response revoke(Request request) {
        String text = request.parameter("credential");
        CredentialId credential = CredentialId.parse(text)
                .orElseThrow(() -> ScimError.notFound("no credential " + ScimError.excerpt(text))
                        .exception());
        commands.run(request.caller(), new RevokeCredential(Inputs.provider(request), credential));
        credentials.forget();
        return Response.noContent();
    }

    private Response turn(Request request, To to) {
        commands.run(request.caller(), new SwitchProvider(Inputs.provider(request), to));
        credentials.forget();
        return Response.noContent();
    }

    private String baseUrl(String ingressKey) {
        return publicUrl + "/scim/" + ingressKey + "/v2";
    }
}
