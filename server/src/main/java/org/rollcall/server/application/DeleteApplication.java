package org.rollcall.server.application;

import java.util.List;
import org.rollcall.server.base.ApplicationId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.provider.Credentials;

/** An application is no more: its tokens are refused from now on, on every node, and its ids are forgotten. */
public final class DeleteApplication implements Command<ApplicationState, ApplicationId> {

    private final ApplicationId id;

    public DeleteApplication(ApplicationId id) {
        this.id = id;
    }

    @Override
    public String name() {
        return "application.delete";
    }

    @Override
    public ApplicationState load(Loader loader) {
        return ApplicationState.load(loader, id);
    }

    @Override
    public Decision<ApplicationId> decide(ApplicationState state, Context context) {
        var tenant = context.caller().tenant().value();
        return new Decision<>(
                Changes.settings(
                        List.of(
                                Write.of(
                                        "delete from application where tenant_id = ? and application_id = ?",
                                        tenant,
                                        id.value()),
                                Credentials.tellNodes(tenant)),
                        List.of(state.note("deleted"))),
                id);
    }
}
