package org.rollcall.server.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.RoleId;
import org.rollcall.server.base.UserName;

/**
 * A person here.
 *
 * @param owner the provider that owns the person; empty for a local user (P-3), and for one that was released (P-8)
 * @param configVersion the configuration version it was placed with
 * @param standing what it should be and is not
 * @param legalHold the open matters that hold it, in words (P-55)
 * @param leaves when its provider says that it leaves, to be blocked then (P-59)
 */
public record Account(
        AccountId id,
        Optional<ProviderId> owner,
        UserName userName,
        Optional<String> displayName,
        Seat seat,
        List<Grant> grants,
        Facts facts,
        long configVersion,
        Instant created,
        Standing standing,
        Optional<String> legalHold,
        Optional<Instant> leaves) {

    public Account {
        grants = List.copyOf(grants);
    }

    /** The roles, however many grants each has. */
    public SortedSet<RoleId> roles() {
        return grants.stream().map(Grant::role).collect(Collectors.toCollection(TreeSet::new));
    }

    public Account with(Facts next) {
        return new Account(
                id,
                owner,
                userName,
                displayName,
                seat,
                grants,
                next,
                configVersion,
                created,
                standing,
                legalHold,
                leaves);
    }

    public Account with(Seat next) {
        return new Account(
                id,
                owner,
                userName,
                displayName,
                next,
                grants,
                facts,
                configVersion,
                created,
                standing,
                legalHold,
                leaves);
    }

    public Account with(List<Grant> next) {
        return new Account(
                id,
                owner,
                userName,
                displayName,
                seat,
                next,
                facts,
                configVersion,
                created,
                standing,
                legalHold,
                leaves);
    }

    public Account named(UserName name, Optional<String> display) {
        return new Account(
                id, owner, name, display, seat, grants, facts, configVersion, created, standing, legalHold, leaves);
    }

    /** Owned by this provider, or by nobody (P-6). */
    public Account ownedBy(Optional<ProviderId> provider) {
        return new Account(
                id,
                provider,
                userName,
                displayName,
                seat,
                grants,
                facts,
                configVersion,
                created,
                standing,
                legalHold,
                leaves);
    }

    public Account placedWith(long version) {
        return new Account(
                id, owner, userName, displayName, seat, grants, facts, version, created, standing, legalHold, leaves);
    }

    public Account with(Standing next) {
        return new Account(
                id, owner, userName, displayName, seat, grants, facts, configVersion, created, next, legalHold, leaves);
    }

    /** Held by these open matters. */
    public Account held(Optional<String> matters) {
        return new Account(
                id,
                owner,
                userName,
                displayName,
                seat,
                grants,
                facts,
                configVersion,
                created,
                standing,
                matters,
                leaves);
    }

    /** Leaving then. */
    public Account leaving(Optional<Instant> at) {
        return new Account(
                id, owner, userName, displayName, seat, grants, facts, configVersion, created, standing, legalHold, at);
    }

    /** Whether the time has come at which it leaves. */
    public boolean left(Instant now) {
        return leaves.filter(at -> !at.isAfter(now)).isPresent();
    }
}
