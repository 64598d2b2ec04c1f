package org.rollcall.server.command;

import org.rollcall.scim.ScimError;
import org.rollcall.server.account.Account;
import org.rollcall.server.command.Changes.PersonChange;

/**
 * Keeps somebody whose data was erased as it is (P-60): there is nobody left to bring back, to move or to hold. Asked by
 * the machine for every change of a person, whatever command wants it, so that no command can forget it.
 */
final class Purged {

    private Purged() {}

    /**
     * Insists that nobody changes whose data was erased.
     *
     * @throws org.rollcall.scim.ScimException with 409
     */
    static void refuse(Changes changes) {
        changes.people().stream().filter(Purged::changes).findFirst().ifPresent(change -> {
            throw ScimError.conflict(
                            "the personal data of this user was erased; nothing about it can be changed any more")
                    .exception();
        });
    }

    private static boolean changes(PersonChange change) {
        return change.before()
                .flatMap(Person::account)
                .filter(before -> before.facts().purged() && !before.equals(sameRules(change, before)))
                .isPresent();
    }

    /** The account afterwards, whatever the version of the rules. */
    private static Account sameRules(PersonChange change, Account before) {
        return change.after().requireAccount().placedWith(before.configVersion());
    }
}
