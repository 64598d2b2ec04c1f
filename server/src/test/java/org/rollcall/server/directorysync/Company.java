package org.rollcall.server.directorysync;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldif.LDIFException;
import com.unboundid.util.ssl.PEMFileKeyManager;
import com.unboundid.util.ssl.SSLUtil;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;

/** A company with a directory in memory. */
final class Company implements AutoCloseable {

    static final String BASE = "dc=example,dc=com";
    static final String PEOPLE = "ou=People," + BASE;
    static final String GROUPS = "ou=Groups," + BASE;
    static final String ADMIN = "cn=sync," + BASE;
    static final String PASSWORD = "correct horse";

    private final InMemoryDirectoryServer directory;

    private Company(InMemoryDirectoryServer directory) {
        this.directory = directory;
    }

    static Company found(InMemoryOperationInterceptor... interceptors) {
        return listening(
                () -> InMemoryListenerConfig.createLDAPConfig("ldap", InetAddress.getLoopbackAddress(), 0, null),
                interceptors);
    }

    /** One that only speaks TLS, with this certificate. */
    static Company found(Certificates certificates) {
        return listening(() -> {
            try {
                SSLUtil tls = new SSLUtil(
                        new PEMFileKeyManager(
                                certificates.certificate().toFile(),
                                certificates.key().toFile()),
                        null);
                return InMemoryListenerConfig.createLDAPSConfig(
                        "ldaps", InetAddress.getLoopbackAddress(), 0, tls.createSSLServerSocketFactory(), null);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private interface Listener {
        InMemoryListenerConfig config() throws LDAPException;
    }

    private static Company listening(Listener listener, InMemoryOperationInterceptor... interceptors) {
        try {
            InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
            config.setListenerConfigs(listener.config());
            config.setSchema(null);
            config.addAdditionalBindCredentials(ADMIN, PASSWORD);
            Arrays.stream(interceptors).forEach(config::addInMemoryOperationInterceptor);
            InMemoryDirectoryServer directory = new InMemoryDirectoryServer(config);
            directory.startListening();
            Company company = new Company(directory);
            company.add("dn: " + BASE, "objectClass: domain", "dc: example");
            company.add("dn: " + PEOPLE, "objectClass: organizationalUnit", "ou: People");
            company.add("dn: " + GROUPS, "objectClass: organizationalUnit", "ou: Groups");
            return company;
        } catch (LDAPException e) {
            throw new IllegalStateException(e);
        }
    }

    String url() {
        return "ldap://127.0.0.1:" + directory.getListenPort();
    }

    InMemoryDirectoryServer directory() {
        return directory;
    }

    void add(String... ldif) {
        attempt(() -> directory.add(ldif));
    }

    /** A person whose mail address is at example.com. */
    void person(String uid, String... more) {
        Entry entry = new Entry(
                new DN(new RDN("uid", uid), dn(PEOPLE)),
                new Attribute("objectClass", "inetOrgPerson"),
                new Attribute("uid", uid),
                new Attribute("cn", "Name of " + uid),
                new Attribute("sn", uid),
                new Attribute("mail", uid + "@example.com"));
        for (String line : more) {
            entry.addAttribute(
                    line.substring(0, line.indexOf(':')),
                    line.substring(line.indexOf(':') + 1).strip());
        }
        attempt(() -> directory.add(entry));
    }

    /** So many people, p1 and onwards. */
    void people(int count) {
        for (int i = 1; i <= count; i++) {
            person("p" + i);
        }
    }

    /** A group of people by their uids. */
    void group(String name, String... uids) {
        attempt(() -> directory.add(new Entry(
                new DN(new RDN("cn", name), dn(GROUPS)),
                new Attribute("objectClass", "groupOfNames"),
                new Attribute("cn", name),
                new Attribute(
                        "member",
                        uids.length == 0
                                ? List.of("cn=nobody," + BASE)
                                : Arrays.stream(uids).map(Company::personDn).toList()))));
    }

    static String personDn(String uid) {
        return new DN(new RDN("uid", uid), dn(PEOPLE)).toString();
    }

    static String groupDn(String name) {
        return new DN(new RDN("cn", name), dn(GROUPS)).toString();
    }

    void replace(String dn, String attribute, String... values) {
        attempt(() -> directory.modify(dn, new Modification(ModificationType.REPLACE, attribute, values)));
    }

    void rename(String dn, String rdn) {
        attempt(() -> directory.modifyDN(dn, rdn, true));
    }

    void move(String dn, String rdn, String parent) {
        attempt(() -> directory.modifyDN(dn, rdn, true, parent));
    }

    void remove(String dn) {
        attempt(() -> directory.delete(dn));
    }

    String id(String dn) {
        try {
            return directory.getEntry(dn, "entryUUID").getAttributeValue("entryUUID");
        } catch (LDAPException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DN dn(String text) {
        try {
            return new DN(text);
        } catch (LDAPException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private interface Change {
        void make() throws LDAPException, LDIFException;
    }

    private static void attempt(Change change) {
        try {
            change.make();
        } catch (LDAPException | LDIFException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        directory.shutDown(true);
    }
}
