package org.rollcall.server.placement;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.rollcall.server.base.GroupId;
import org.rollcall.server.profile.Expression;
import org.rollcall.server.profile.Profile;

/** Whom a row of role mapping or of deactivation delays has. */
public sealed interface Condition {

    /** The members of a group. */
    record Members(GroupId group, String name) implements Condition {}

    /** Those for whom an expression answers true. */
    record When(Expression<Boolean> expression) implements Condition {

        /** What its grants name as their source: the same for as long as it is written the same. */
        UUID source() {
            return UUID.nameUUIDFromBytes(expression.source().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Whether it has a person; an expression can fail. */
    default Expression.Answer<Boolean> has(Profile person) {
        return switch (this) {
            case Members members -> new Expression.Value<>(person.groups().containsKey(members.group()));
            case When when -> when.expression().of(person);
        };
    }
}
