package org.rollcall.server.application;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.ApplicationId;
import org.rollcall.server.base.Limits;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.provider.Secret;

/** Rotation: a second live token beside the old one, which works until it is revoked. */
public final class IssueApplicationToken implements Command<ApplicationState, Secret> {

    private final ApplicationId id;
    private final Optional<Instant> expires;

    public IssueApplicationToken(ApplicationId id, Optional<Instant> expires) {
        this.id = id;
        this.expires = expires;
    }

    @Override
    public String name() {
        return "application.rotate";
    }

    @Override
    public ApplicationState load(Loader loader) {
        return ApplicationState.load(loader, id);
    }

    @Override
    public Decision<Secret> decide(ApplicationState state, Context context) {
        long live = state.tokens().stream()
                .filter(token -> token.live(context.now()))
                .count();
        if (live >= Limits.LIVE_CREDENTIALS) {
            throw ScimError.conflict("the application has %d live tokens; revoke one first".formatted(live))
                    .exception();
        }
        Secret secret = Secret.application(state.door(), context.ids());
        return new Decision<>(
                Changes.settings(
                        List.of(secret.remember(
                                context.caller().tenant().value(),
                                id,
                                context.ids().next(),
                                context.now(),
                                expires)),
                        List.of(state.note("token " + secret.hint() + "… issued"))),
                secret);
    }
}
