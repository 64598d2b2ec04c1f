package org.rollcall.server.directorysync;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.rollcall.server.directorysync.Tool.Ran;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;

/** A real {@code slapd} with the overlay {@code syncprov} tells what changed (RFC 4533, P-121). */
@EnabledIf("installed")
@Execution(ExecutionMode.SAME_THREAD)
class ContentSyncTest {

    @RegisterExtension
    static final RunningServer SERVER = new RunningServer();

    private static final String EVERYBODY = "Everybody is looked at";
    private static final String PEOPLE = ",ou=People,dc=example,dc=com";

    @TempDir
    private static Path place;

    private static Slapd slapd;

    @TempDir
    private Path folder;

    private Tool tool;

    static boolean installed() {
        return Files.isExecutable(Slapd.PROGRAM);
    }

    @BeforeAll
    static void start() throws Exception {
        slapd = Slapd.start(place);
    }

    @AfterAll
    static void stop() throws Exception {
        slapd.close();
    }

    @BeforeEach
    void begin() throws Exception {
        TestProvider provider = SERVER.tenant().directory("openldap");
        slapd.reset();
        tool = new Tool(folder, provider).written("""
                directory:
                  kind: openldap
                  servers: ["%s"]
                  trust: %s
                  bind: {dn: "%s", password: {env: PASSWORD}}
                  changes: content-sync
                people: {search: ["ou=People,dc=example,dc=com"]}
                groups: {search: ["ou=Groups,dc=example,dc=com"]}
                server: {url: "%s", token: {env: TOKEN}, attempts: 2}
                safety: {people: deactivate}
                """.formatted(
                        slapd.url(),
                        slapd.server().certificate(),
                        Slapd.READER,
                        provider.scim().base()));
        assertThat(synced()).contains("create: 12");
    }

    private String synced(String... more) {
        String[] arguments = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("sync"), java.util.Arrays.stream(more))
                .toArray(String[]::new);
        Ran ran = tool.run(arguments);
        assertThat(ran.exit()).as(ran.all()).isZero();
        return ran.out();
    }

    @Test
    void onlyWhoChangedIsRead() throws Exception {
        assertThat(synced()).contains("(0 changes)", "nothing to do").doesNotContain(EVERYBODY);
        try (LDAPConnection admin = slapd.admin()) {
            admin.modify("uid=p1" + PEOPLE, new Modification(ModificationType.REPLACE, "title", "Boss"));
            admin.delete("uid=p3" + PEOPLE);
        }
        assertThat(synced())
                .contains("(1 change)", "title: nothing → Boss", "− p3  active: true → false")
                .doesNotContain(EVERYBODY);
        try (LDAPConnection admin = slapd.admin()) {
            admin.modifyDN("uid=p6" + PEOPLE, "uid=renamed", true, "ou=Old" + PEOPLE);
        }
        assertThat(synced()).contains("userName: p6 → renamed").doesNotContain(EVERYBODY);
        assertThat(synced("--full")).contains("nothing to do");
        assertThat(synced()).contains("(0 changes)").doesNotContain(EVERYBODY);
    }

    @Test
    void aChangedGroupChangesNobodysEntryAndIsNoticed() throws Exception {
        try (LDAPConnection admin = slapd.admin()) {
            admin.modify(
                    "cn=Staff,ou=Groups,dc=example,dc=com",
                    new Modification(ModificationType.DELETE, "member", "uid=p4" + PEOPLE));
        }
        assertThat(synced()).contains("(1 change)", "Staff  +0 −1").doesNotContain(EVERYBODY);
        assertThat(synced()).contains("(0 changes)");
    }

    @Test
    void aUnitThatIsUnpluggedTakesItsPeopleAlongAlthoughTheirEntriesAreAsTheyWere() throws Exception {
        try (LDAPConnection admin = slapd.admin()) {
            admin.modifyDN("uid=p5" + PEOPLE, "uid=p5", true, "ou=Old" + PEOPLE);
            synced();
            admin.modifyDN("ou=Old" + PEOPLE, "ou=Old", true, "dc=example,dc=com");
        }
        assertThat(synced()).contains(EVERYBODY, "− p5  active: true → false");
    }

    @Test
    void aCookieThatIsTooOldOrNoneMakesTheToolLookAtEverybody() throws Exception {
        for (String cookie : new String[] {"rid=000,csn=20200101000000.000000Z#000000#000#000000", "nonsense"}) {
            Path state = folder.resolve("sync-state.jsonl");
            Files.writeString(
                    state,
                    Files.readString(state)
                            .replaceFirst(
                                    "\"content ([^\"]*)\":\"[^\"]*\"",
                                    "\"content $1\":\"%s\""
                                            .formatted(Base64.getEncoder()
                                                    .encodeToString(cookie.getBytes(StandardCharsets.UTF_8)))));
            try (LDAPConnection admin = slapd.admin()) {
                admin.modify("uid=p1" + PEOPLE, new Modification(ModificationType.REPLACE, "title", cookie));
            }
            assertThat(synced()).contains(EVERYBODY, "title: ");
        }
        assertThat(synced()).contains("nothing to do");
    }

    @Test
    void aDirectoryThatCannotTellIsLookedAtAsAWhole() {
        try (Company company = Company.found()) {
            TestProvider provider = SERVER.tenant().provider("other");
            Tool other = new Tool(folder, provider).configured(company, provider, "");
            company.people(3);
            try {
                other.written(Files.readString(other.config())
                        .replace("security: plain", "security: plain\n  changes: content-sync")
                        .replace("state:", "#"));
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            assertThat(other.run("sync").exit()).isZero();
            assertThat(other.run("sync").out()).contains(EVERYBODY, "nothing to do");
        }
    }
}
