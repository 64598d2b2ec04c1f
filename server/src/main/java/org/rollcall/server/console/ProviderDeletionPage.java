package org.rollcall.server.console;

import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.command.Commands;
import org.rollcall.server.http.Response;
import org.rollcall.server.ownership.DeleteProvider;
import org.rollcall.server.ownership.Pending;
import org.rollcall.server.permission.Need;
import org.rollcall.server.provider.Credentials;
import org.rollcall.server.provider.Providers;

/** What the deletion of a provider means, and the deletion (P-8). */
final class ProviderDeletionPage {

    private static final String PATH = "/console/providers/{id}/delete";

    private final Views views;
    private final Commands commands;
    private final Providers providers;
    private final Credentials credentials;

    ProviderDeletionPage(Views views, Commands commands, Providers providers, Credentials credentials) {
        this.views = views;
        this.commands = commands;
        this.providers = providers;
        this.credentials = credentials;
    }

    void mount(Site site) {
        site.page(PATH, Need.CHANGE_PROVIDERS, this::show).act(PATH, Need.CHANGE_PROVIDERS, this::delete, this::show);
    }

    /** The report does not depend on what is chosen and why. */
    private Response show(Visit visit) {
        Providers.Listed provider = ProviderPages.listed(visit, providers);
        DeleteProvider.Report report = commands.preview(visit.caller(), command(provider, Pending.KEEP, ""));
        return views.page(
                visit,
                "Delete " + provider.name(),
                ProviderPages.SECTION,
                "provider-delete",
                new Shown.ProviderDeletion(provider, report, visit.field("pending"), visit.field("reason")));
    }

    private Response delete(Visit visit) {
        Providers.Listed provider = ProviderPages.listed(visit, providers);
        Pending pending = Optional.of(visit.field("pending"))
                .flatMap(Pending::of)
                .orElseThrow(() -> ScimError.invalidValue("Choose what becomes of the deactivations to come.")
                        .exception());
        String reason = visit.required("reason", "Enter a reason. It stands in the log, for whoever asks later.");
        commands.run(visit.caller(), command(provider, pending, reason));
        credentials.forget();
        return Response.seeOther("/console/providers?done=provider-deleted");
    }

    private static DeleteProvider command(Providers.Listed provider, Pending pending, String reason) {
        return new DeleteProvider(new ProviderId(provider.id()), pending, reason);
    }
}
