package org.rollcall.server.directorysync;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** An OpenLDAP server of a test, in a folder of its own, on loopback. */
record Slapd(Process process, int port, int tlsPort, Certificates server, Certificates client)
        implements AutoCloseable {

    static final Path PROGRAM = Path.of("/usr/sbin/slapd");
    static final String ADMIN = "cn=admin,dc=example,dc=com";
    /** Sees everything. */
    static final String READER = "cn=sync,dc=example,dc=com";
    /** Gets at most five entries. */
    static final String LIMITED = "cn=limited,dc=example,dc=com";
    /** Sees half of the people. */
    static final String SHORT_SIGHTED = "cn=short-sighted,dc=example,dc=com";

    private static final String CONFIGURATION = """
            include /etc/ldap/schema/core.schema
            include /etc/ldap/schema/cosine.schema
            include /etc/ldap/schema/inetorgperson.schema
            modulepath /usr/lib/ldap
            moduleload back_mdb
            moduleload syncprov
            pidfile %1$s/slapd.pid
            argsfile %1$s/slapd.args
            TLSCertificateFile %2$s
            TLSCertificateKeyFile %3$s
            TLSCACertificateFile %4$s
            TLSVerifyClient try
            authz-regexp "cn=rollcall-client" "cn=sync,dc=example,dc=com"
            database mdb
            suffix "dc=example,dc=com"
            rootdn "cn=admin,dc=example,dc=com"
            rootpw admin
            directory %1$s/data
            index objectClass,entryUUID,entryCSN,member eq
            limits dn.exact="cn=limited,dc=example,dc=com" size.soft=5 size.hard=5 size.prtotal=5
            overlay syncprov
            syncprov-sessionlog 1000
            access to attrs=userPassword by anonymous auth by * none
            access to dn.regex="^uid=p(1|2|3|4|5|6),ou=People" by dn.exact="cn=short-sighted,dc=example,dc=com" none by users read by * none
            access to * by users read by anonymous auth by * none
            """;

    static Slapd start(Path folder) throws Exception {
        Certificates server = Certificates.made(folder, "server", "ip:127.0.0.1");
        Certificates client = Certificates.made(folder, "rollcall-client", "dns:client.example.com");
        Files.createDirectories(folder.resolve("data"));
        Path configuration = Files.writeString(
                folder.resolve("slapd.conf"),
                CONFIGURATION.formatted(folder, server.certificate(), server.key(), client.certificate()));
        int port = free();
        int tlsPort = free();
        Process process = new ProcessBuilder(
                        PROGRAM.toString(),
                        "-f",
                        configuration.toString(),
                        "-h",
                        "ldap://127.0.0.1:%d ldaps://127.0.0.1:%d".formatted(port, tlsPort),
                        "-d",
                        "0")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("slapd.log").toFile())
                .start();
        Slapd slapd = new Slapd(process, port, tlsPort, server, client);
        Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException(Files.readString(folder.resolve("slapd.log")));
            }
            slapd.admin().close();
            return true;
        });
        return slapd;
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    String url() {
        return "ldap://127.0.0.1:" + port;
    }

    String tlsUrl() {
        return "ldaps://127.0.0.1:" + tlsPort;
    }

    LDAPConnection admin() throws LDAPException {
        return new LDAPConnection("127.0.0.1", port, ADMIN, "admin");
    }

    /** Twelve people and two groups, whatever was there. */
    void reset() throws Exception {
        try (LDAPConnection admin = admin()) {
            clear(admin);
            admin.add("dn: dc=example,dc=com", "objectClass: domain", "dc: example");
            for (String account : List.of(READER, LIMITED, SHORT_SIGHTED)) {
                admin.add(
                        "dn: " + account,
                        "objectClass: organizationalRole",
                        "objectClass: simpleSecurityObject",
                        "cn: " + account.substring(3, account.indexOf(',')),
                        "userPassword: " + Company.PASSWORD);
            }
            for (String unit : List.of("ou=People", "ou=Groups", "ou=Old,ou=People")) {
                admin.add(
                        "dn: " + unit + ",dc=example,dc=com",
                        "objectClass: organizationalUnit",
                        "ou: " + unit.substring(3).replaceAll(",.*", ""));
            }
            for (int i = 1; i <= 12; i++) {
                admin.add(
                        "dn: uid=p" + i + ",ou=People,dc=example,dc=com",
                        "objectClass: inetOrgPerson",
                        "uid: p" + i,
                        "cn: Person " + i,
                        "sn: " + i,
                        "mail: p" + i + "@example.com");
            }
            group(admin, "Staff", 1, 2, 4);
            group(admin, "Builders", 2, 5);
        }
    }

    private static void group(LDAPConnection admin, String name, int... people) throws Exception {
        List<String> lines = new java.util.ArrayList<>(
                List.of("dn: cn=" + name + ",ou=Groups,dc=example,dc=com", "objectClass: groupOfNames", "cn: " + name));
        for (int person : people) {
            lines.add("member: uid=p" + person + ",ou=People,dc=example,dc=com");
        }
        admin.add(lines.toArray(String[]::new));
    }

    private static void clear(LDAPConnection admin) throws LDAPException {
        List<String> names;
        try {
            names =
                    admin
                            .search("dc=example,dc=com", SearchScope.SUB, "(objectClass=*)", "1.1")
                            .getSearchEntries()
                            .stream()
                            .map(SearchResultEntry::getDN)
                            .sorted(Comparator.comparing(String::length).reversed())
                            .toList();
        } catch (LDAPException e) {
            names = List.of(); // nothing is there yet
        }
        for (String name : names) {
            admin.delete(name);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
