package org.rollcall.rehearsal.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rollcall.rehearsal.company.Company;
import org.rollcall.rehearsal.company.Group;
import org.rollcall.rehearsal.company.GroupId;
import org.rollcall.rehearsal.company.Person;
import org.rollcall.rehearsal.company.Seed;
import org.rollcall.rehearsal.scim.ScimFailure;
import org.rollcall.rehearsal.testing.FrozenTime;
import org.rollcall.rehearsal.testing.TinyScim;
import org.rollcall.rehearsal.testing.TinyScim.Received;

/** What the providers do where the answer of the server matters. */
final class ProviderBehaviourTest {

    private static final Seed SEED = new Seed(11);
    private static final Company COMPANY = Company.of(SEED, "harbor.example", 600, 1);
    private static final List<Person> PEOPLE = List.copyOf(COMPANY.people());
    private static final Person CHIEF = PEOPLE.getFirst();
    private static final Group EVERYBODY = new Group(new GroupId(1), "Everybody", List.of());

    private final TinyScim server = TinyScim.start();
    private final Okta okta = new Okta(server.endpoint(), SEED, new FrozenTime(), exchange -> {});
    private final Entra entra =
            new Entra(EntraPatch.CLASSIC, server.endpoint(), SEED, new FrozenTime(), exchange -> {});

    @AfterEach
    void stop() {
        okta.close();
        entra.close();
        server.close();
    }

    private List<Received> receivedBy(Runnable act) {
        server.takeReceived();
        act.run();
        return server.takeReceived();
    }

    @Test
    void oktaSendsAtMost256MembersInOnePatch() {
        PEOPLE.forEach(okta::join);
        okta.createGroup(EVERYBODY);
        List<Received> sent = receivedBy(() -> okta.addMembers(EVERYBODY, PEOPLE));
        assertThat(sent.stream().map(patch -> members(patch.body()))).containsExactly(0, 256, 256, 88);
    }

    @Test
    void entraSendsBatchesInTheFirstCycleAndSingleMembersAfterwards() {
        List<Phase> cycle = entra.initialCycle(COMPANY);
        cycle.subList(0, 3).forEach(phase -> phase.steps().forEach(Runnable::run));
        Phase memberships = cycle.getLast();
        List<Received> first = receivedBy(() -> memberships.steps().forEach(Runnable::run));
        assertThat(first.stream().map(patch -> members(patch.body()))).containsExactly(100, 100, 100, 100, 100, 100);
        Group group = COMPANY.groups().iterator().next();
        List<Received> later = receivedBy(() -> entra.addMembers(group, PEOPLE.subList(0, 5)));
        assertThat(later.stream().map(patch -> members(patch.body()))).containsExactly(0, 1, 1, 1, 1, 1);
    }

    private static int members(String body) {
        return body.contains("\"members\"") ? body.split("\"value\":\"", -1).length - 1 : 0;
    }

    @Test
    void aConflictIsSettledByLookingUpAndLinking() {
        okta.joinTwice(CHIEF);
        entra.deactivate(CHIEF);
        assertThat(server.people()).hasSize(1);
        assertThat(server.people().get(CHIEF.userName())).endsWith("inactive");
    }

    @Test
    void aServerThatCreatesTheSamePersonTwiceIsFoundOut() {
        server.ignoreUniqueness();
        assertThatThrownBy(() -> okta.joinTwice(CHIEF))
                .isInstanceOf(ScimFailure.class)
                .hasMessage("the same POST twice made two users of " + CHIEF.userName());
    }

    @Test
    void aPostWhoseAnswerWasLostIsRepeatedAndLinked() {
        server.loseAnswerToNextPost();
        List<Received> sent = receivedBy(() -> okta.join(CHIEF));
        assertThat(sent).extracting(Received::method).containsExactly("GET", "POST", "POST", "GET");
        okta.deactivate(CHIEF);
        assertThat(server.people().get(CHIEF.userName())).endsWith("inactive");
    }

    @Test
    void anActOnSomebodyWhomTheServerDoesNotKnowFails() {
        assertThatThrownBy(() -> okta.deactivate(CHIEF)).hasMessage(CHIEF.userName() + " is not at the server");
        assertThatThrownBy(() -> entra.deleteGroup(EVERYBODY)).hasMessage("group Everybody is not at the server");
    }

    @Test
    void aServerThatIgnoresTheFilterIsFoundOut() {
        okta.join(PEOPLE.get(1));
        server.ignoreFilters();
        assertThatThrownBy(() -> okta.join(CHIEF))
                .isInstanceOf(ScimFailure.class)
                .hasMessageEndingWith("the server answered a filter with something else");
    }

    @Test
    void peopleWhomTheServerDoesNotKnowAreLeftOutOfAMembership() {
        entra.join(CHIEF);
        entra.createGroup(EVERYBODY);
        entra.addMembers(EVERYBODY, PEOPLE.subList(0, 3));
        assertThat(server.memberships().get("Everybody")).containsExactly(CHIEF.userName());
    }

    @Test
    void oktaSendsNothingWhenNobodyIsLeftForAMembership() {
        okta.createGroup(EVERYBODY);
        assertThat(receivedBy(() -> okta.addMembers(EVERYBODY, List.of()))).isEmpty();
    }

    @Test
    void oktaNeverDeletesAUser() {
        okta.join(CHIEF);
        okta.delete(CHIEF);
        assertThat(server.people().get(CHIEF.userName())).endsWith("inactive");
    }

    @Test
    void entraDeactivatesAndThenDeletes() {
        entra.join(CHIEF);
        List<Received> sent = receivedBy(() -> entra.delete(CHIEF));
        assertThat(sent).extracting(Received::method).containsExactly("GET", "PATCH", "DELETE");
        assertThat(server.people()).isEmpty();
    }

    @Test
    void anotherProcessLooksUpWhatItDoesNotRemember() {
        okta.join(CHIEF);
        okta.createGroup(EVERYBODY);
        try (Okta restarted = new Okta(server.endpoint(), SEED, new FrozenTime(), exchange -> {})) {
            restarted.rename(CHIEF, CHIEF.renamed("Neu", "neu@harbor.example"));
            restarted.renameGroup(EVERYBODY, EVERYBODY.renamed("All"));
            restarted.addMembers(EVERYBODY.renamed("All"), List.of(CHIEF));
        }
        assertThat(server.people()).containsOnlyKeys("neu@harbor.example");
        assertThat(server.memberships().get("All")).containsExactly("neu@harbor.example");
    }

    @Test
    void aConnectionTestIsNotRepeated() {
        server.failNext(503, "1");
        assertThatThrownBy(okta::testConnection).isInstanceOf(ScimFailure.class);
        assertThat(server.takeReceived()).hasSize(1);
    }

    @Test
    void entraPatchesNothingWhenNothingDiffers() {
        entra.join(CHIEF);
        assertThat(receivedBy(() -> entra.update(CHIEF)))
                .extracting(Received::method)
                .containsExactly("GET");
    }
}
