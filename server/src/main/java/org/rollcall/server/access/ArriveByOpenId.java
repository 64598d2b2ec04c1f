package org.rollcall.server.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.Names;
import org.rollcall.server.base.UserName;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.journal.LogEntry;
import org.rollcall.server.permission.Kind;

/**
 * Somebody whom the OpenID provider vouches for: an administrator that was added by its name, or one whose kind follows
 * from claims. From the first time on it is known by its subject. Whose account here is not active stays outside.
 */
final class ArriveByOpenId implements Command<ArriveByOpenId.State, ArriveByOpenId.Arrived> {

    static final String UNKNOWN =
            "Nobody of this name is an administrator here. Ask an Environment Administrator to add" + " you.";

    /** An administrator as stored. */
    record Entry(UUID id, String name, Optional<String> subject, boolean byClaims, String kind) {}

    /** The account of the same userName. */
    record Account(UUID id, boolean active) {}

    record State(List<Entry> entries, Optional<Account> account) {}

    /** Who it is here. */
    record Arrived(UUID administrator, String name, Optional<UUID> account) {}

    private final String subject;
    private final String name;
    private final Optional<Kind> claimed;

    /** @param claimed the kind that its claims give */
    ArriveByOpenId(String subject, String name, Optional<Kind> claimed) {
        this.subject = subject;
        this.name = SignIn.named(name);
        this.claimed = claimed;
    }

    @Override
    public String name() {
        return "administrator.arrive";
    }

    @Override
    public State load(Loader loader) {
        var entries = loader.pipeline()
                .query(
                        """
                        select administrator_id, name, openid_subject, by_claims, kind from console_administrator
                        where tenant_id = ? and sign_in = 'openid' and (openid_subject = ? or name_canonical = ?)
                        for update""",
                        row -> new Entry(
                                row.getObject(1, UUID.class),
                                row.getString(2),
                                Optional.ofNullable(row.getString(3)),
                                row.getBoolean(4),
                                row.getString(5)),
                        loader.tenant(),
                        subject,
                        Names.canonical(name));
        var accounts = loader.pipeline()
                .query(
                        """
                        select account_id, provider_active and admin_blocked_at is null and deactivated_at is null
                        from account where tenant_id = ? and user_name_canonical = ? and deleted_at is null""",
                        row -> new Account(row.getObject(1, UUID.class), row.getBoolean(2)),
                        loader.tenant(),
                        UserName.of(name).canonical());
        loader.pipeline().run();
        return new State(entries.get(), accounts.get().stream().findFirst());
    }

    @Override
    public Decision<Arrived> decide(State state, Context context) {
        if (state.account().filter(account -> !account.active()).isPresent()) {
            throw ScimError.forbidden("Your account is blocked or deactivated.").exception();
        }
        Optional<Entry> known = bySubject(state).or(() -> byName(state));
        List<Write> writes = new ArrayList<>();
        List<LogEntry> notes = new ArrayList<>();
        Entry entry = known.map(found -> updated(found, context, writes, notes))
                .orElseGet(() -> added(state, context, writes, notes));
        return new Decision<>(
                Changes.settings(writes, notes),
                new Arrived(entry.id(), entry.name(), state.account().map(Account::id)));
    }

    private Optional<Entry> bySubject(State state) {
        return state.entries().stream()
                .filter(entry -> entry.subject().equals(Optional.of(subject)))
                .findFirst();
    }

    /** A name counts until it was used once: at the provider it may be somebody else's later. */
    private static Optional<Entry> byName(State state) {
        return state.entries().stream()
                .filter(entry -> entry.subject().isEmpty())
                .findFirst();
    }

    private Entry updated(Entry found, Context context, List<Write> writes, List<LogEntry> notes) {
        String kind = found.byClaims() ? claimedKind().label() : found.kind();
        boolean bound = found.subject().isPresent();
        if (!bound || !kind.equals(found.kind())) {
            writes.add(Write.of("""
                    update console_administrator set openid_subject = ?, kind = ?
                    where tenant_id = ? and administrator_id = ?""", subject, kind, context.caller().tenant().value(), found.id()));
            notes.add(CreateAdministrator.note(
                    found.id(), found.name(), bound ? "made " + kind + " by claims" : "signed in for the first time"));
        }
        return found;
    }

    private Kind claimedKind() {
        return claimed.orElseThrow(() -> ScimError.forbidden(UNKNOWN).exception());
    }

    private Entry added(State state, Context context, List<Write> writes, List<LogEntry> notes) {
        Kind kind = claimedKind();
        if (!state.entries().isEmpty()) {
            throw ScimError.forbidden(UNKNOWN).exception();
        }
        Entry entry = new Entry(context.ids().next(), name, Optional.of(subject), true, kind.label());
        writes.add(Write.of(
                """
                insert into console_administrator (tenant_id, administrator_id, name, name_canonical, kind, sign_in,
                    openid_subject, by_claims, created_at) values (?, ?, ?, ?, ?, 'openid', ?, true, ?)""",
                context.caller().tenant().value(),
                entry.id(),
                name,
                Names.canonical(name),
                kind.label(),
                subject,
                context.now()));
        notes.add(CreateAdministrator.note(entry.id(), name, "added as " + kind.words() + " by claims"));
        return entry;
    }
}
