package org.rollcall.server.provider;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.Names;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.directory.Rows;
import org.rollcall.server.journal.Action;
import org.rollcall.server.journal.LogEntry;

/** Creates a provider with a door and a first credential (P-20). Its people go to the tenant's first organization. */
public final class CreateProvider implements Command<CreateProvider.State, CreateProvider.Created> {

    private static final int KEY_LENGTH = 24;

    private final String name;
    private final ProviderKind kind;
    private final CredentialKind credential;

    public CreateProvider(String name, ProviderKind kind, CredentialKind credential) {
        this.name = name.strip();
        this.kind = kind;
        this.credential = credential;
    }

    /** The names that are taken, and where new people go until mapping says otherwise. */
    public record State(List<String> taken, UUID organization) {}

    /** What is shown once. */
    public record Created(ProviderId id, String name, String ingressKey, Secret secret) {}

    @Override
    public String name() {
        return "provider.create";
    }

    @Override
    public State load(Loader loader) {
        var taken = loader.pipeline()
                .query(
                        "select name_canonical from provider where tenant_id = ? and deleted_at is null",
                        row -> row.getString(1),
                        loader.tenant());
        var organization = loader.pipeline().query("""
                        select organization_id from organization
                        where tenant_id = ? and parent_id is null and deactivated_at is null
                        order by organization_id limit 1""", row -> Rows.uuid(row, "organization_id"), loader.tenant());
        loader.pipeline().run();
        return new State(taken.get(), organization.get().getFirst());
    }

    @Override
    public Decision<Created> decide(State state, Context context) {
        if (name.isEmpty() || name.length() > Limits.NAME_LENGTH || name.chars().anyMatch(Character::isISOControl)) {
            throw ScimError.invalidValue("a provider's name has 1 to " + Limits.NAME_LENGTH + " visible characters")
                    .exception();
        }
        if (state.taken().contains(Names.canonical(name))) {
            throw ScimError.conflict("a provider named \"%s\" exists".formatted(name))
                    .exception();
        }
        if (state.taken().size() >= Limits.PROVIDERS) {
            throw ScimError.conflict("a tenant has at most %d providers".formatted(Limits.PROVIDERS))
                    .exception();
        }
        Created created = new Created(
                new ProviderId(context.ids().next()),
                name,
                context.ids().publicKey(KEY_LENGTH),
                Secret.of(credential, context.ids()));
        return new Decision<>(Changes.settings(writes(state, created, context), List.of(note(created))), created);
    }

    private List<Write> writes(State state, Created created, Context context) {
        UUID tenant = context.caller().tenant().value();
        return List.of(
                Write.of(
                        """
                        insert into provider (tenant_id, provider_id, name, name_canonical, kind, organization_id,
                            created_at)
                        values (?, ?, ?, ?, ?, ?, ?)""",
                        tenant,
                        created.id().value(),
                        name,
                        Names.canonical(name),
                        kind.label(),
                        state.organization(),
                        context.now()),
                Write.of(
                        "insert into ingress (ingress_key, tenant_id, provider_id) values (?, ?, ?)",
                        created.ingressKey(),
                        tenant,
                        created.id().value()),
                created.secret().remember(tenant, created.id(), context.ids().next(), context.now(), Optional.empty()),
                Write.of("update tenant set config_version = config_version + 1 where tenant_id = ?", tenant));
    }

    private static LogEntry note(Created created) {
        return LogEntry.of(
                        Action.PROVIDER_CHANGED,
                        LogEntry.Subject.provider(created.id().value()),
                        Optional.empty(),
                        created.name())
                .change(Optional.empty(), Optional.of("created"));
    }
}
