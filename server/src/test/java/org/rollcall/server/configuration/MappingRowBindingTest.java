package org.rollcall.server.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rollcall.server.base.GroupId;

/** P-36: a row acts through the id of a group, never through its name. */
class MappingRowBindingTest {

    private static final String BASE = """
            {'organizations': [{'name': 'Default'}, {'name': 'A'}, {'name': 'B'}],
             'roles': [{'name': 'Admin', 'permissions': [], 'administrative': true}],
             'providers': [{'name': 'okta', 'organization': {'byGroup': [%s], 'fallback': 'Default'}, 'roles': [%s]}]}""";
    private static final String X_TO_A = BASE.formatted("{'group': 'X', 'organization': 'A'}", "");
    private static final String X_TO_B = BASE.formatted("{'group': 'x', 'organization': 'B'}", "");
    private static final String X_AND_Y =
            BASE.formatted("{'group': 'X', 'organization': 'A'}, {'group': 'Y', 'organization': 'B'}", "");
    private static final String Y_AND_X =
            BASE.formatted("{'group': 'Y', 'organization': 'B'}, {'group': 'X', 'organization': 'A'}", "");
    private static final String ADMINS = BASE.formatted("", "{'group': 'Admins', 'roles': ['Admin']}");

    private final World world = new World();

    @Test
    void aNewRowIsBoundToTheGroupThatIsThere() {
        GroupId x = world.group("x");
        world.apply(X_TO_A);
        assertThat(world.organizationGroups()).containsExactly(Optional.of(x));
    }

    @Test
    void aRowKeepsItsIdAndItsGroupWhereverItMoves() {
        world.group("X");
        world.apply(X_AND_Y);
        var row = world.provider().organizationRows().getFirst();

        assertThat(world.apply(Y_AND_X)).containsExactly("change providers/okta/organization: order X, Y → Y, X");
        assertThat(world.provider().organizationRows().getLast()).isEqualTo(row);
    }

    @Test
    void aRenamedGroupKeepsItsRowsAndAnotherGroupOfTheOldNameGainsNothing() {
        GroupId x = world.group("X");
        world.apply(X_TO_A);
        world.named(x, "Z");
        assertThat(world.apply(X_TO_A)).isEmpty();
        GroupId impostor = world.group("X");

        assertThat(world.apply(X_TO_A))
                .containsExactly(
                        "notice providers/okta/organization/group \"X\": bound to group \"X\"; the group \"X\" that"
                                + " has this name now gains nothing until you apply with rebind");
        assertThat(world.organizationGroups()).containsExactly(Optional.of(x));
        assertThat(world.applyRebinding(X_TO_A))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("bind providers/okta/organization/group \"X\"");
        assertThat(world.organizationGroups()).containsExactly(Optional.of(impostor));
    }

    @Test
    void aRowOfADeletedGroupStaysDeadUntilAnAdministratorRebinds() {
        GroupId x = world.group("X");
        world.apply(X_TO_A);
        world.delete(x);
        assertThat(world.apply(X_TO_A)).isEmpty();
        GroupId successor = world.group("X");

        assertThat(world.apply(X_TO_A))
                .containsExactly(
                        "notice providers/okta/organization/group \"X\": bound to a group that was deleted; the group"
                                + " \"X\" that has this name now gains nothing until you apply with rebind");
        assertThat(world.organizationGroups()).containsExactly(Optional.of(x));
        assertThat(world.decide(X_TO_A).changes().writes()).isEmpty();
        assertThat(world.applyRebinding(X_TO_A))
                .containsExactly(
                        "bind providers/okta/organization/group \"X\": bound to a group that was deleted → bound to"
                                + " group \"X\"");
        assertThat(world.organizationGroups()).containsExactly(Optional.of(successor));
        assertThat(world.apply(X_TO_A)).isEmpty();
    }

    @Test
    void anotherTargetDoesNotBringAnotherGroup() {
        GroupId x = world.group("X");
        world.apply(X_TO_A);
        world.delete(x);
        world.group("X");

        assertThat(world.apply(X_TO_B))
                .startsWith(
                        "change providers/okta/organization/group \"x\": spelled X → x",
                        "change providers/okta/organization/group \"x\": A → B")
                .hasSize(3);
        assertThat(world.organizationGroups()).containsExactly(Optional.of(x));
    }

    @Test
    void aRowThatWasThereIsNotBoundByALaterApply() {
        world.apply(X_TO_A);
        world.group("X");

        assertThat(world.apply(X_TO_A))
                .containsExactly(
                        "notice providers/okta/organization/group \"X\": bound to no group; the group \"X\" that has"
                                + " this name now gains nothing until you apply with rebind");
        assertThat(world.organizationGroups()).containsExactly(Optional.empty());
    }

    @Test
    void aRowThatAGroupsCreationBoundIsNoDifference() {
        world.apply(X_TO_A);
        world.binds(world.group("X"), "X");

        assertThat(world.apply(X_TO_A)).isEmpty();
    }

    @Test
    void aRowForAnAdministrativeRoleIsBoundByAnAdministratorOnly() {
        world.apply(ADMINS);
        GroupId admins = world.group("Admins");

        assertThat(world.apply(ADMINS)).singleElement().asString().startsWith("notice");
        assertThat(world.applyRebinding(ADMINS)).singleElement().asString().startsWith("bind");
        assertThat(world.roleGroups()).containsExactly(Optional.of(admins));
    }

    @Test
    void rebindingWithoutASuccessorKeepsWhatIsThere() {
        GroupId x = world.group("X");
        world.apply(X_TO_A);
        world.delete(x);

        assertThat(world.applyRebinding(X_TO_A)).isEmpty();
        assertThat(world.organizationGroups()).containsExactly(Optional.of(x));
    }
}
