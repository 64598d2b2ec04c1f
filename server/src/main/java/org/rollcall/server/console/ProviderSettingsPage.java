package org.rollcall.server.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.server.base.Cidr;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.command.Commands;
import org.rollcall.server.configuration.ApplyConfiguration;
import org.rollcall.server.configuration.ApplyResult;
import org.rollcall.server.configuration.ConfigurationException;
import org.rollcall.server.configuration.ConfigurationReader;
import org.rollcall.server.configuration.ReadConfiguration;
import org.rollcall.server.http.Response;
import org.rollcall.server.permission.Need;
import org.rollcall.server.provider.Credentials;
import org.rollcall.server.provider.Providers;
import org.rollcall.server.provider.SetProviderAccess;
import org.rollcall.server.provider.SetTrustedIssuer;
import org.rollcall.server.provider.TrustedIssuer;

/** How a provider is read and braked, from where it may come, and whose tokens it may present. */
final class ProviderSettingsPage {

    private static final String PATH = "/console/providers/{id}/settings";

    private final Views views;
    private final Commands commands;
    private final Providers providers;
    private final ReadConfiguration configuration;
    private final Credentials credentials;

    ProviderSettingsPage(
            Views views,
            Commands commands,
            Providers providers,
            ReadConfiguration configuration,
            Credentials credentials) {
        this.views = views;
        this.commands = commands;
        this.providers = providers;
        this.configuration = configuration;
        this.credentials = credentials;
    }

    void mount(Site site) {
        site.page(PATH, Need.CHANGE_PROVIDERS, this::show)
                .act(PATH, Need.CHANGE_CONFIGURATION, this::rules, this::show)
                .act(PATH + "/access", Need.CHANGE_PROVIDERS, this::access, this::show)
                .page(PATH + "/issuer", Need.CHANGE_PROVIDERS, this::show)
                .secret(PATH + "/issuer", Need.CHANGE_PROVIDERS, this::trust, this::show)
                .act(PATH + "/distrust", Need.CHANGE_PROVIDERS, this::distrust, this::show);
    }

    private Providers.Listed provider(Visit visit) {
        return ProviderPages.listed(visit, providers);
    }

    private Response show(Visit visit) {
        return show(visit, List.of());
    }

    /** Each form shows what it sent, if it was the one that was refused, else what is stored. */
    private Response show(Visit visit, List<String> problems) {
        Providers.Listed provider = provider(visit);
        boolean sent = visit.form().containsKey("dialect");
        return views.page(
                visit,
                "Settings of " + provider.name(),
                ProviderPages.SECTION,
                "provider-settings",
                new Shown.ProviderSettings(
                        provider,
                        sent ? ProviderSettingsForm.of(visit) : ProviderSettingsForm.of(section(visit, provider)),
                        visit.form().containsKey("addresses") ? Shown.Reach.of(visit) : Shown.Reach.of(provider),
                        visit.form().containsKey("keys") ? Shown.Issuer.of(visit) : Shown.Issuer.of(provider),
                        problems));
    }

    private Json.Obj section(Visit visit, Providers.Listed provider) {
        return ProviderRulesForm.stored(configuration.read(visit.tenant()), provider.name());
    }

    private static Response saved(Providers.Listed provider, String done) {
        return Response.seeOther("/console/providers/" + provider.id() + "?done=" + done);
    }

    // ---- dialect and brake

    private Response rules(Visit visit) {
        Providers.Listed provider = provider(visit);
        Json.Obj section = ProviderSettingsForm.of(visit).in(section(visit, provider));
        try {
            ApplyResult result = commands.run(
                    visit.caller(),
                    new ApplyConfiguration(
                            ConfigurationReader.read(Json.Obj.EMPTY.with("providers", Json.Arr.of(section))), false));
            credentials.forget();
            return saved(provider, result.changed() ? "saved" : "unchanged");
        } catch (ConfigurationException e) {
            ScimError refusal = ScimError.invalidValue("Nothing was saved; what is wrong is listed below.");
            return show(
                    visit.refused(refusal),
                    e.problems().stream()
                            .map(problem -> ProviderSettingsForm.said(problem.pointer()) + problem.detail())
                            .toList());
        }
    }

    // ---- from where, how often

    private Response access(Visit visit) {
        Providers.Listed provider = provider(visit);
        List<Cidr> networks = new ArrayList<>();
        for (String line : lines(visit.raw("addresses"))) {
            networks.add(Cidr.of(line)
                    .orElseThrow(() -> ScimError.invalidValue(
                                    "\"%s\" is no network. Enter addresses such as 192.0.2.7 or networks such as 192.0.2.0/24."
                                            .formatted(ScimError.excerpt(line)))
                            .exception()));
        }
        if (networks.size() > Limits.ALLOWED_ADDRESSES) {
            throw ScimError.invalidValue("Enter at most %d networks.".formatted(Limits.ALLOWED_ADDRESSES))
                    .exception();
        }
        commands.run(
                visit.caller(),
                new SetProviderAccess(
                        new ProviderId(provider.id()), Optional.of(networks), Optional.of(rate(visit.field("rate")))));
        credentials.forget();
        return saved(provider, "saved");
    }

    private static int rate(String text) {
        boolean number = text.matches("[0-9]{1,7}") && Integer.parseInt(text) <= Limits.REQUESTS_PER_SECOND;
        if (!text.isEmpty() && !number) {
            throw ScimError.invalidValue("Enter how many requests a second, from 1 to %d, or nothing for any number."
                            .formatted(Limits.REQUESTS_PER_SECOND))
                    .exception();
        }
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }

    private static List<String> lines(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .distinct()
                .toList();
    }

    // ---- whose tokens

    private Response trust(Visit visit) {
        Providers.Listed provider = provider(visit);
        List<String> subjects = lines(visit.raw("subjects"));
        if (subjects.size() > Limits.ISSUER_SUBJECTS) {
            throw ScimError.invalidValue("Enter at most %d subjects.".formatted(Limits.ISSUER_SUBJECTS))
                    .exception();
        }
        TrustedIssuer issuer = new TrustedIssuer(
                visit.required("issuer", "Enter the issuer, exactly as the claim iss of its tokens has it."),
                visit.required("audience", "Enter the audience that its tokens are made out to."),
                TrustedIssuer.keys(visit.field("keys"))
                        .orElseThrow(() -> ScimError.invalidValue("Enter the https address of its keys, a JWK Set.")
                                .exception()),
                subjects);
        if (visit.form().values().stream().flatMap(List::stream).anyMatch(text -> text.length() > Limits.ISSUER_TEXT)) {
            throw ScimError.invalidValue("Enter at most %d characters in a field.".formatted(Limits.ISSUER_TEXT))
                    .exception();
        }
        return trusted(visit, provider, Optional.of(issuer));
    }

    private Response distrust(Visit visit) {
        return trusted(visit, provider(visit), Optional.empty());
    }

    private Response trusted(Visit visit, Providers.Listed provider, Optional<TrustedIssuer> issuer) {
        commands.run(visit.caller(), new SetTrustedIssuer(new ProviderId(provider.id()), issuer));
        credentials.forget();
        return saved(provider, "saved");
    }
}
