package org.rollcall.server.directorysync;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.rollcall.server.testing.TestTenant;

/** A real {@code slapd}, with TLS, limits and access rules, where one is installed. */
@EnabledIf("installed")
@Execution(ExecutionMode.SAME_THREAD)
class OpenLdapTest {

    @RegisterExtension
    static final RunningServer SERVER = new RunningServer();

    @TempDir
    private static Path place;

    private static Slapd slapd;

    @TempDir
    private Path folder;

    private TestTenant tenant;
    private TestProvider provider;
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
        tenant = SERVER.tenant();
        provider = tenant.directory("openldap");
        tool = new Tool(folder, provider);
        configure(slapd.url(), "trust: " + slapd.server().certificate(), Slapd.READER);
        slapd.reset();
    }

    private void configure(String url, String trust, String dn) {
        tool.written("""
                directory:
                  kind: openldap
                  servers: ["%s"]
                  %s
                  bind: {dn: "%s", password: {env: PASSWORD}}
                  pageSize: 5
                people: {search: ["ou=People,dc=example,dc=com"]}
                groups: {search: ["ou=Groups,dc=example,dc=com"]}
                server: {url: "%s", token: {env: TOKEN}, attempts: 2}
                safety: {people: deactivate, groups: delete}
                """.formatted(url, trust, dn, provider.scim().base()));
    }

    private Ran synced(String... arguments) {
        Ran ran = tool.run(arguments);
        assertThat(ran.exit()).as(ran.all()).isZero();
        return ran;
    }

    @Test
    void aDayOfChangesArrives() throws Exception {
        assertThat(synced("sync").out()).contains("create: 12", "create group: 2");
        try (LDAPConnection admin = slapd.admin()) {
            admin.modify(
                    "uid=p1,ou=People,dc=example,dc=com", new Modification(ModificationType.REPLACE, "title", "Boss"));
            admin.modifyDN(
                    "uid=p2,ou=People,dc=example,dc=com", "uid=renamed", true, "ou=Old,ou=People,dc=example,dc=com");
            admin.delete("uid=p3,ou=People,dc=example,dc=com");
            String renamed = "uid=renamed,ou=Old,ou=People,dc=example,dc=com";
            members(admin, "Staff", "uid=p1,ou=People,dc=example,dc=com", renamed);
            members(admin, "Builders", renamed, "uid=p5,ou=People,dc=example,dc=com");
            admin.modifyDN("cn=Builders,ou=Groups,dc=example,dc=com", "cn=Makers", true);
        }
        assertThat(synced("sync").out())
                .contains("title: nothing → Boss")
                .contains("userName: p2 → renamed")
                .contains("− p3  active: true → false")
                .contains("Builders → Makers")
                .contains("Staff  +0 −1");
        assertThat(synced("sync").out()).contains("(0 changes)", "nothing to do");
        assertThat(synced("sync", "--full").out()).contains("nothing to do");
    }

    private static void members(LDAPConnection admin, String group, String... members) throws Exception {
        admin.modify(
                "cn=" + group + ",ou=Groups,dc=example,dc=com",
                new Modification(ModificationType.REPLACE, "member", members));
    }

    @Test
    void whoeverMovesToAnotherUnitMovesToItsOrganization() throws Exception {
        tool.written(Files.readString(tool.config()) + "rules: {organization: \"dn.part('ou')[0]\"}\n");
        synced("sync");
        try (LDAPConnection admin = slapd.admin()) {
            admin.modifyDN("uid=p5,ou=People,dc=example,dc=com", "uid=p5", true, "ou=Old,ou=People,dc=example,dc=com");
        }
        assertThat(synced("sync").out())
                .contains(
                        "→ p5  urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:organization: People → Old");
    }

    @Test
    void aDeletedGroupIsDeletedByChoice() throws Exception {
        synced("sync");
        try (LDAPConnection admin = slapd.admin()) {
            admin.delete("cn=Builders,ou=Groups,dc=example,dc=com");
        }
        assertThat(synced("sync").out()).contains("delete group: 1");
    }

    @Test
    void aSizeLimitOfTheAccountEndsTheRun() {
        configure(slapd.url(), "trust: " + slapd.server().certificate(), Slapd.LIMITED);
        Ran ran = SERVER.unchangedBy(() -> tool.run("sync"));
        assertThat(ran.exit()).as(ran.all()).isEqualTo(3);
        assertThat(ran.err()).contains("not read completely (size limit)");
    }

    @Test
    void anAccountThatLostItsRightsDeactivatesNobody() {
        synced("sync");
        configure(slapd.url(), "trust: " + slapd.server().certificate(), Slapd.SHORT_SIGHTED);
        Ran ran = SERVER.unchangedBy(() -> tool.run("sync"));
        assertThat(ran.exit()).as(ran.all()).isEqualTo(3);
        assertThat(ran.err()).contains("last time");
    }

    @Test
    void anUntrustedCertificateIsRefused() {
        configure(slapd.url(), "", Slapd.READER);
        Ran ran = tool.run("sync");
        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.err()).contains("No directory server could be reached");
    }

    @Test
    void aCertificateForAnotherHostIsRefusedUnlessToldInWords() {
        String other = slapd.url().replace("127.0.0.1", "localhost");
        configure(other, "trust: " + slapd.server().certificate(), Slapd.READER);
        assertThat(tool.run("test-connection").exit()).isEqualTo(3);
        configure(other, "verifyHost: false\n  trust: " + slapd.server().certificate(), Slapd.READER);
        assertThat(tool.run("test-connection").exit()).isZero();
    }

    @Test
    void ldapsAndAClientCertificateServeAsWell() throws Exception {
        tool.written(Files.readString(tool.config())
                .replace(slapd.url(), slapd.tlsUrl())
                .replaceAll(
                        "bind: .*",
                        "bind: {method: external, certificate: %s, key: %s}"
                                .formatted(
                                        slapd.client().certificate(),
                                        slapd.client().key())));
        assertThat(tool.run("test-connection").all()).contains("directory: 127.0.0.1:", "server: ");
        assertThat(synced("sync").out()).contains("create: 12");
    }
}
