package org.rollcall.server.command;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.ProviderId;

/**
 * What commands that were only supposed would have left in the database for the next one to find: the harm that the
 * brake counted, and who became or ceased to be an active administrator.
 */
final class Earlier {

    private final Map<ProviderId, Integer> harm = new HashMap<>();
    private final Set<AccountId> gone = new HashSet<>();
    private final Set<AccountId> come = new HashSet<>();

    Map<ProviderId, Integer> harm() {
        return harm;
    }

    /** Administrators in the database that would be none any more. */
    Set<AccountId> gone() {
        return gone;
    }

    /** Administrators that the database does not know as such. */
    Set<AccountId> come() {
        return come;
    }

    void remember(Changes changes, Administrators administrators, Map<ProviderId, Integer> passed) {
        passed.forEach((provider, effects) -> harm.merge(provider, effects, Integer::sum));
        changes.people()
                .forEach(change -> change.after().account().ifPresent(after -> {
                    boolean was = change.before()
                            .flatMap(Person::account)
                            .filter(administrators::has)
                            .isPresent();
                    if (was != administrators.has(after)) {
                        (was ? come : gone).remove(after.id());
                        (was ? gone : come).add(after.id());
                    }
                }));
    }
}
