package org.rollcall.server.command;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.Digests;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.UserId;
import org.rollcall.server.base.UserName;
import org.rollcall.server.db.Pipeline;
import org.rollcall.server.directory.Rows;
import org.rollcall.server.directory.UserRecord;

/** Looks for those whom a pushed or created user would collide with, or whom it speaks of (P-6, P-7, P-53). */
public final class Collisions {

    /** Nobody owns the account {@code a}, and the provider of the parameter may have it. */
    private static final String OFFERED = "(a.owner_id is null and a.adoptable and coalesce(a.adoptable_by = ?, true))";

    private final Loader loader;

    public Collisions(Loader loader) {
        this.loader = loader;
    }

    /** The live account that has a userName, and whether it may be adopted. */
    public record Taken(AccountId account, boolean offered) {}

    /**
     * Whom a new user may collide with, or be.
     *
     * @param sameName this provider's record of that userName
     * @param sameExternalId this provider's records of that externalId
     * @param taken the live account of the tenant that has the userName
     * @param offered accounts without an owner that some provider knew by that externalId
     * @param earlier the last deleted record of that userName or externalId (P-53)
     */
    public record Candidates(
            Optional<UserId> sameName,
            List<UserRecord> sameExternalId,
            Optional<Taken> taken,
            List<AccountId> offered,
            Optional<UserId> earlier) {}

    public Candidates of(ProviderId provider, UserName userName, Optional<String> externalId) {
        Pipeline pipeline = loader.pipeline();
        UUID tenant = loader.tenant();
        Optional<byte[]> hash = externalId.map(Digests::sha256);
        var sameName = pipeline.query(
                """
                select user_id from user_record
                where tenant_id = ? and provider_id = ? and user_name_canonical = ? and deleted_at is null""", row -> new UserId(Rows.uuid(row, "user_id")), tenant, provider.value(), userName.canonical());
        var sameExternalId = pipeline.query("""
                select * from user_record
                where tenant_id = ? and provider_id = ? and external_id_hash = ?
                order by deleted_at is not null, user_id desc limit 10""", loader.rows()::user, tenant, provider.value(), hash);
        var taken = pipeline.query(
                "select a.account_id, " + OFFERED + """
                 as offered from account a
                where a.tenant_id = ? and a.user_name_canonical = ? and a.deleted_at is null""",
                row -> new Taken(new AccountId(Rows.uuid(row, "account_id")), row.getBoolean("offered")),
                provider.value(),
                tenant,
                userName.canonical());
        // An externalId is one client's own (RFC 7643 §3.1): that of another means somebody only if an administrator
        // says so.
        var offered = pipeline.query(
                """
                select a.account_id from user_record r
                join account a on a.tenant_id = r.tenant_id and a.account_id = r.account_id
                where r.tenant_id = ? and r.external_id_hash = ? and r.deleted_at is not null
                and a.deleted_at is null and %s and (r.provider_id = ? or a.adoptable_by = ?) limit 2""".formatted(OFFERED),
                row -> new AccountId(Rows.uuid(row, "account_id")),
                tenant,
                hash,
                provider.value(),
                provider.value(),
                provider.value());
        var earlier = pipeline.query(
                """
                select user_id from user_record
                where tenant_id = ? and provider_id = ? and user_name_canonical = ? and deleted_at is not null
                order by user_id desc limit 1""", row -> new UserId(Rows.uuid(row, "user_id")), tenant, provider.value(), userName.canonical());
        pipeline.run();
        return new Candidates(
                sameName.get().stream().findFirst(),
                sameExternalId.get().stream()
                        .filter(record -> record.deleted().isEmpty())
                        .toList(),
                taken.get().stream().findFirst(),
                offered.get(),
                earlier.get().stream()
                        .findFirst()
                        .or(() -> sameExternalId.get().stream()
                                .filter(record -> record.deleted().isPresent())
                                .map(UserRecord::id)
                                .findFirst()));
    }

    /**
     * Somebody whom nobody owns and this provider may have, locked, with the record that an earlier owner left; empty
     * when that is no longer so.
     */
    public Optional<Person> offered(ProviderId provider, AccountId id) {
        Pipeline pipeline = loader.pipeline();
        var locked = pipeline.query(
                "select 1 from account a where a.tenant_id = ? and a.account_id = ? and a.deleted_at is null and "
                        + OFFERED + " for no key update",
                row -> true,
                loader.tenant(),
                id.value(),
                provider.value());
        var left = pipeline.query(
                "select * from user_record where tenant_id = ? and account_id = ? for no key update",
                loader.rows()::user,
                loader.tenant(),
                id.value());
        pipeline.run();
        return locked.get().isEmpty()
                ? Optional.empty()
                : loader.accounts(List.of(id)).stream()
                        .findFirst()
                        .map(person -> left.get().stream()
                                .findFirst()
                                .map(person::with)
                                .orElse(person));
    }

    /** True when this provider has another live user of that externalId. */
    public boolean externalIdTaken(ProviderId provider, String externalId, UserId besides) {
        var found = loader.pipeline()
                .query(
                        """
                select 1 from user_record
                where tenant_id = ? and provider_id = ? and external_id_hash = ? and user_id <> ? and deleted_at is null
                limit 1""",
                        row -> true,
                        loader.tenant(),
                        provider.value(),
                        Digests.sha256(externalId),
                        besides.value());
        loader.pipeline().run();
        return !found.get().isEmpty();
    }

    /** True when a live account of the tenant has the userName. */
    public boolean userNameTaken(UserName userName) {
        var taken = loader.pipeline()
                .query(
                        "select 1 from account where tenant_id = ? and user_name_canonical = ? and deleted_at is null",
                        row -> true,
                        loader.tenant(),
                        userName.canonical());
        loader.pipeline().run();
        return !taken.get().isEmpty();
    }
}
