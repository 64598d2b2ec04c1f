package org.rollcall.rehearsal.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rollcall.rehearsal.company.Company;
import org.rollcall.rehearsal.company.Department;
import org.rollcall.rehearsal.company.Group;
import org.rollcall.rehearsal.company.GroupId;
import org.rollcall.rehearsal.company.Manager;
import org.rollcall.rehearsal.company.Person;
import org.rollcall.rehearsal.company.PersonId;
import org.rollcall.rehearsal.company.Position;
import org.rollcall.rehearsal.company.Seed;
import org.rollcall.rehearsal.testing.FrozenTime;
import org.rollcall.rehearsal.testing.Golden;
import org.rollcall.rehearsal.testing.TinyScim;

/** The exact requests of each provider for each act, in order, as files beside this class. */
final class GoldenSequenceTest {

    private static final Seed SEED = new Seed(7);
    private static final Manager CHIEF = new Manager(1, "zoe.lefevre@golden.example", "Zoë Lefèvre");
    private static final Person ANA = person(21, "Ana", "Müller", "ana.muller@golden.example");
    private static final Person LOIC = person(22, "Loïc", "Béranger", "loic.beranger@golden.example");

    private final TinyScim server = TinyScim.start();

    private static Person person(int number, String given, String family, String userName) {
        return new Person(
                new PersonId(number),
                given,
                family,
                userName,
                Department.SALES,
                "Account Manager",
                Position.STAFF,
                CHIEF);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void oktaSendsWhatItsReferenceShows() throws IOException {
        try (Okta okta = new Okta(server.endpoint(), SEED, new FrozenTime(), exchange -> {})) {
            Golden.assertMatches(getClass(), "okta.http", story(okta));
        }
    }

    @Test
    void entraSendsWhatItsReferenceShows() throws IOException {
        try (Entra entra = new Entra(EntraPatch.CLASSIC, server.endpoint(), SEED, new FrozenTime(), exchange -> {})) {
            Golden.assertMatches(getClass(), "entra.http", story(entra));
        }
    }

    @Test
    void entraWithTheFlagSendsWhatItsReferenceShows() throws IOException {
        EntraPatch style = EntraPatch.AAD_OPT_SCIM_062020;
        try (Entra entra = new Entra(style, server.endpoint(), SEED, new FrozenTime(), exchange -> {})) {
            Golden.assertMatches(getClass(), "entra-aadOptscim062020.http", story(entra));
        }
    }

    @Test
    void pingOneSendsWhatItsDialectSays() throws IOException {
        try (Plain provider = Plain.pingOne(server.endpoint(), SEED, new FrozenTime(), exchange -> {})) {
            Golden.assertMatches(getClass(), "pingone.http", story(provider));
        }
    }

    @Test
    void pingFederateSendsWhatItsDialectSays() throws IOException {
        try (Plain provider = Plain.pingFederate(server.endpoint(), SEED, new FrozenTime(), exchange -> {})) {
            Golden.assertMatches(getClass(), "pingfederate.http", story(provider));
        }
    }

    @Test
    void oneLoginSendsWhatItsDialectSays() throws IOException {
        try (Plain provider = Plain.oneLogin(server.endpoint(), SEED, new FrozenTime(), exchange -> {})) {
            Golden.assertMatches(getClass(), "onelogin.http", story(provider));
        }
    }

    @Test
    void jumpCloudSendsWhatItsDialectSays() throws IOException {
        try (Plain provider = Plain.jumpCloud(server.endpoint(), SEED, new FrozenTime(), exchange -> {})) {
            Golden.assertMatches(getClass(), "jumpcloud.http", story(provider));
        }
    }

    private String story(IdentityProvider provider) {
        Company company = Company.of(SEED, "golden.example", 3, 2);
        Group admins = new Group(new GroupId(9), "Größe & Wert", List.of());
        Group renamed = admins.renamed("Größe");
        Person married = ANA.renamed("Castaño", "ana.castano@golden.example");
        Person moved = married.movedTo(Department.LEGAL, "Counsel", CHIEF);
        return new Story(server)
                .then("test connection", provider::testConnection)
                .then("initial cycle", () -> run(provider, company))
                .then("initial cycle again", () -> run(provider, company))
                .then("join", () -> provider.join(ANA))
                .then("join with a lost answer", () -> provider.joinTwice(LOIC))
                .then("create a group", () -> provider.createGroup(admins))
                .then("add two members", () -> provider.addMembers(admins, List.of(ANA, LOIC)))
                .then("remove two members", () -> provider.removeMembers(admins, List.of(ANA, LOIC)))
                .then("rename", () -> provider.rename(ANA, married))
                .then("update", () -> provider.update(moved))
                .then("deactivate", () -> provider.deactivate(moved))
                .then("reactivate", () -> provider.reactivate(moved))
                .then("deactivate, then join again", () -> {
                    provider.deactivate(moved);
                    provider.join(moved);
                })
                .then("rename a group", () -> provider.renameGroup(admins, renamed))
                .then("delete a group", () -> provider.deleteGroup(renamed))
                .then("delete", () -> provider.delete(moved))
                .text();
    }

    private static void run(IdentityProvider provider, Company company) {
        provider.initialCycle(company).forEach(phase -> phase.steps().forEach(Runnable::run));
    }

    @Test
    void oktaSendsTheHeadersOfItsClient() {
        try (Okta okta = new Okta(server.endpoint(), SEED, new FrozenTime(), exchange -> {})) {
            okta.join(ANA);
        }
        Map<String, String> reading = Map.of(
                "accept", "application/scim+json",
                "accept-charset", "utf-8",
                "authorization", "Bearer secret-token",
                "user-agent", "Okta SCIM Client 1.0.0");
        assertHeaders(reading);
    }

    @Test
    void entraSendsNoContentTypeWithAGet() {
        try (Entra entra = new Entra(EntraPatch.CLASSIC, server.endpoint(), SEED, new FrozenTime(), exchange -> {})) {
            entra.join(ANA);
        }
        Map<String, String> reading = Map.of(
                "accept", "application/scim+json",
                "authorization", "Bearer secret-token",
                "user-agent", "Rollcall-Rehearsal (as Entra-ID)");
        assertHeaders(reading);
    }

    private void assertHeaders(Map<String, String> reading) {
        List<TinyScim.Received> received = server.takeReceived();
        assertThat(received.get(0).method()).isEqualTo("GET");
        assertThat(received.get(0).headers()).isEqualTo(reading);
        assertThat(received.get(1).method()).isEqualTo("POST");
        assertThat(received.get(1).headers())
                .containsAllEntriesOf(reading)
                .containsEntry("content-type", "application/scim+json; charset=utf-8")
                .hasSize(reading.size() + 1);
    }
}
