package org.rollcall.server.access;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.scim.ScimError;
import org.rollcall.server.command.Loader;
import org.rollcall.server.permission.Kind;

/** All administrators of a tenant, locked, so that two changes cannot take the last one each for the other's sake. */
record Roster(List<Entry> entries) {

    /**
     * One of them.
     *
     * @param breakGlass whether it gets in without any provider and may everything
     */
    record Entry(UUID id, String name, boolean openId, boolean breakGlass) {}

    static Roster load(Loader loader) {
        var locked = loader.pipeline()
                .query("select 1 from tenant where tenant_id = ? for no key update", row -> true, loader.tenant());
        var found = loader.pipeline()
                .query(
                        """
                        select administrator_id, name, sign_in = 'openid',
                            sign_in = 'password' and verifier is not null and kind = ?
                        from console_administrator where tenant_id = ?""",
                        row -> new Entry(
                                row.getObject(1, UUID.class), row.getString(2), row.getBoolean(3), row.getBoolean(4)),
                        Kind.ENVIRONMENT_ADMINISTRATOR.label(),
                        loader.tenant());
        loader.pipeline().run();
        return locked.get().isEmpty() ? new Roster(List.of()) : new Roster(found.get());
    }

    Entry require(UUID id) {
        return entries.stream()
                .filter(entry -> entry.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        ScimError.notFound("there is no such administrator").exception());
    }

    /** Insists that somebody still gets in when every provider is broken, if anybody does now (P-112). */
    void requireBreakGlassWithout(UUID id) {
        Optional<Entry> going = entries.stream()
                .filter(entry -> entry.id().equals(id) && entry.breakGlass())
                .findFirst();
        if (going.isPresent() && entries.stream().filter(Entry::breakGlass).count() == 1) {
            throw ScimError.conflict("this is the last Environment Administrator with a password; add another one, who"
                            + " has signed in, before")
                    .exception();
        }
    }
}
