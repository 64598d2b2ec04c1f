package org.rollcall.server.console;

import java.util.List;
import java.util.Optional;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.command.Commands;
import org.rollcall.server.http.Response;
import org.rollcall.server.ownership.HandOver;
import org.rollcall.server.permission.Need;
import org.rollcall.server.provider.Credentials;
import org.rollcall.server.provider.Providers;

/** The people of a provider for another one: chosen, compared, handed over (P-9). */
final class HandOverPage {

    private static final String PATH = "/console/providers/{id}/hand-over";

    private final Views views;
    private final Commands commands;
    private final Providers providers;
    private final Credentials credentials;

    HandOverPage(Views views, Commands commands, Providers providers, Credentials credentials) {
        this.views = views;
        this.commands = commands;
        this.providers = providers;
        this.credentials = credentials;
    }

    void mount(Site site) {
        site.page(PATH, Need.CHANGE_PROVIDERS, this::show).act(PATH, Need.CHANGE_PROVIDERS, this::handOver, this::show);
    }

    /** The report comes once it was chosen who gets them. */
    private Response show(Visit visit) {
        Providers.Listed provider = ProviderPages.listed(visit, providers);
        List<String> others = providers.list(visit.tenant()).stream()
                .map(Providers.Listed::name)
                .filter(name -> !name.equals(provider.name()))
                .toList();
        Optional<String> to = visit.asked("to").or(() -> visit.optional("to")).filter(others::contains);
        Optional<HandOver.Report> report =
                to.map(name -> commands.preview(visit.caller(), command(provider, name, "")));
        return views.page(
                visit,
                "Hand over the people of " + provider.name(),
                ProviderPages.SECTION,
                "provider-hand-over",
                new Shown.HandOver(provider, others, report, visit.field("reason")));
    }

    private Response handOver(Visit visit) {
        Providers.Listed provider = ProviderPages.listed(visit, providers);
        String to = visit.required("to", "Choose who gets them.");
        String reason = visit.required("reason", "Enter a reason. It stands in the log, for whoever asks later.");
        commands.run(visit.caller(), command(provider, to, reason));
        credentials.forget();
        return Response.seeOther("/console/providers/" + provider.id() + "?done=handed-over");
    }

    private static HandOver command(Providers.Listed provider, String to, String reason) {
        return new HandOver(new ProviderId(provider.id()), to, reason);
    }
}
