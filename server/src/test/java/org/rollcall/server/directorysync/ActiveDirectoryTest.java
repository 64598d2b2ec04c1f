package org.rollcall.server.directorysync;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchEntry;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchResult;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ReadOnlyEntry;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.experimental.ActiveDirectoryDirSyncControl;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.server.directorysync.Tool.Ran;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;

/** What is special in Active Directory: binary ids, flags, times since 1601, primary groups, ranges (H-L5, H-L8). */
class ActiveDirectoryTest {

    private static final int RANGE = 10;

    @RegisterExtension
    static final RunningServer SERVER = new RunningServer();

    /** Answers {@code member} in ranges, as a domain controller does with its 1,500. */
    private static final class Ranges extends InMemoryOperationInterceptor {
        @Override
        public void processSearchEntry(InMemoryInterceptedSearchEntry intercepted) {
            List<String> asked = intercepted.getRequest().getAttributeList();
            int from = asked.stream()
                    .filter(name -> name.startsWith("member;range="))
                    .map(name -> Integer.parseInt(name.replaceAll(".*=(\\d+)-.*", "$1")))
                    .findFirst()
                    .orElse(0);
            Entry entry = new Entry(
                    intercepted.getSearchEntry().getDN(),
                    intercepted.getSearchEntry().getAttributes());
            String[] members = company(intercepted).getAttributeValues("member");
            if (members == null || (members.length <= RANGE && from == 0)) {
                return;
            }
            int to = Math.min(members.length, from + RANGE);
            entry.removeAttribute("member");
            entry.addAttribute(new Attribute(
                    "member;range=%d-%s".formatted(from, to == members.length ? "*" : String.valueOf(to - 1)),
                    Arrays.copyOfRange(members, from, to)));
            intercepted.setSearchEntry(new com.unboundid.ldap.sdk.SearchResultEntry(entry));
        }

        private static volatile @org.jspecify.annotations.Nullable Company company;

        private static ReadOnlyEntry company(InMemoryInterceptedSearchEntry intercepted) {
            try {
                return company.directory().getEntry(intercepted.getSearchEntry().getDN());
            } catch (com.unboundid.ldap.sdk.LDAPException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @TempDir
    private Path folder;

    /** Tells what has a higher number than the cookie, and what was deleted, as DirSync does. */
    private static final class SimulatedDirSync extends InMemoryOperationInterceptor {

        private static final String COOKIE = "cookie";

        private volatile long highest = 2_000;
        private volatile boolean forgetful;

        @Override
        public void processSearchRequest(InMemoryInterceptedSearchRequest intercepted) throws LDAPException {
            Control asked = intercepted.getRequest().getControl(ActiveDirectoryDirSyncControl.DIRSYNC_OID);
            if (asked == null) {
                return;
            }
            String cookie = new ActiveDirectoryDirSyncControl(asked.getOID(), asked.isCritical(), asked.getValue())
                    .getCookie()
                    .stringValue();
            if (forgetful && !cookie.isEmpty()) {
                throw new LDAPException(ResultCode.UNWILLING_TO_PERFORM, "00002105: the cookie is not valid");
            }
            intercepted.setProperty(COOKIE, cookie.isEmpty() ? "0" : cookie);
            SearchRequest without = intercepted.getRequest().duplicate();
            without.removeControl(ActiveDirectoryDirSyncControl.DIRSYNC_OID);
            intercepted.setRequest(without);
        }

        @Override
        public void processSearchEntry(InMemoryInterceptedSearchEntry intercepted) {
            Object cookie = intercepted.getProperty(COOKIE);
            String number = intercepted.getSearchEntry().getAttributeValue("uSNChanged");
            if (cookie != null && (number == null || Long.parseLong(number) <= Long.parseLong((String) cookie))) {
                intercepted.setSearchEntry(null);
            }
        }

        @Override
        public void processSearchResult(InMemoryInterceptedSearchResult intercepted) {
            if (intercepted.getProperty(COOKIE) != null) {
                LDAPResult result = intercepted.getResult();
                intercepted.setResult(new LDAPResult(
                        result.getMessageID(), result.getResultCode(), null, null, null, new Control[] {
                            new ActiveDirectoryDirSyncControl(true, 0, 0, new ASN1OctetString(String.valueOf(highest)))
                        }));
            }
        }
    }

    private final SimulatedDirSync dirSync = new SimulatedDirSync();
    private final Company company = Company.found(new Ranges(), dirSync);
    private TestTenant tenant;
    private TestProvider provider;
    private Tool tool;

    @BeforeEach
    void begin() throws Exception {
        Ranges.company = company;
        tenant = SERVER.tenant();
        provider = tenant.provider("ad");
        tool = new Tool(folder, provider).configured(company, provider, "");
        tool.written(Files.readString(tool.config())
                .replace("kind: other", "kind: active-directory")
                .replace(
                        "search: [\"" + Company.BASE + "\"]",
                        "search: [{base: \"" + Company.PEOPLE + "\", filter: (objectClass=user)}]")
                .replace(
                        "groups:\n  search: [\"" + Company.GROUPS + "\"]",
                        "groups:\n  search: [{base: \"" + Company.GROUPS + "\", filter: (objectClass=groupOfNames)}]"));
        company.group("Domain Users");
        put(Company.groupDn("Domain Users"), "objectGUID", guid(900));
        put(Company.groupDn("Domain Users"), "objectSid", sid(513));
        for (int i = 1; i <= 25; i++) {
            user("u" + i, i);
        }
    }

    @AfterEach
    void end() {
        company.close();
    }

    private void user(String name, int number) throws Exception {
        String dn = "uid=" + name + "," + Company.PEOPLE;
        company.directory()
                .add(new Entry(
                        dn,
                        new Attribute("objectClass", "person", "user"),
                        new Attribute("uid", name),
                        new Attribute("userPrincipalName", name + "@corp.example.com"),
                        new Attribute("displayName", "User " + name),
                        new Attribute("uSNChanged", String.valueOf(1000 + number)),
                        new Attribute("userAccountControl", "512"),
                        new Attribute("accountExpires", "9223372036854775807"),
                        new Attribute("primaryGroupID", "513"),
                        new Attribute("objectGUID", guid(number)),
                        new Attribute("objectSid", sid(1000 + number))));
    }

    private void put(String dn, String attribute, byte[] value) throws Exception {
        company.directory().modify(dn, new Modification(ModificationType.REPLACE, attribute, value));
    }

    private static byte[] guid(int number) {
        return ByteBuffer.allocate(16)
                .putInt(0x04030201)
                .putShort((short) 0x0605)
                .putShort((short) 0x0807)
                .putLong(number)
                .array();
    }

    private static byte[] sid(int last) {
        return ByteBuffer.allocate(28)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {1, 5, 0, 0, 0, 0, 0, 5})
                .putInt(21)
                .putInt(1)
                .putInt(2)
                .putInt(3)
                .putInt(last)
                .array();
    }

    private void synced() {
        Ran ran = tool.run("sync");
        assertThat(ran.exit()).as(ran.all()).isZero();
    }

    @Test
    void theIdIsTheGuidAsPeopleKnowIt() {
        synced();
        assertThat(provider.find("Users", "userName eq \"u1@corp.example.com\"")
                        .at("/Resources/0/externalId")
                        .asString())
                .isEqualTo("01020304-0506-0708-0000-000000000001");
        assertThat(tool.run("explain", "01020304-0506-0708-0000-000000000001").out())
                .contains("displayName: User u1");
    }

    @Test
    void thePrimaryGroupCountsAlthoughItListsNobody() {
        synced();
        String id = provider.find("Groups", "displayName eq \"Domain Users\"")
                .at("/Resources/0/id")
                .asString();
        assertThat(provider.scim().get("/Groups/" + id).json().get("members")).hasSize(25);
    }

    @Test
    void disabledAndExpiredAccountsAreDeactivated() {
        synced();
        company.replace("uid=u1," + Company.PEOPLE, "userAccountControl", "514");
        long expired = (Instant.parse("2020-01-01T00:00:00Z").getEpochSecond() + 11_644_473_600L) * 10_000_000;
        company.replace("uid=u2," + Company.PEOPLE, "accountExpires", String.valueOf(expired));
        company.replace("uid=u3," + Company.PEOPLE, "accountExpires", "0");
        assertThat(tool.run("sync").out()).contains("deactivate: 2");
        assertThat(tenant.state("u1@corp.example.com")).isEqualTo("blocked");
        assertThat(tenant.state("u2@corp.example.com")).isEqualTo("blocked");
        assertThat(tenant.state("u3@corp.example.com")).isEqualTo("active");
    }

    @Test
    void aFlagThatMayNotBeReadDeactivatesNobody() {
        synced();
        company.replace("uid=u1," + Company.PEOPLE, "userAccountControl");
        assertThat(tool.run("sync", "--full").out())
                .contains("userAccountControl is missing or may not be read", "nothing to do");
        assertThat(tenant.state("u1@corp.example.com")).isEqualTo("active");
    }

    @Test
    void membersThatComeInRangesAreAllThere() throws Exception {
        company.add("dn: " + Company.groupDn("Big"), "objectClass: groupOfNames", "cn: Big", "member: cn=nobody");
        put(Company.groupDn("Big"), "objectGUID", guid(901));
        company.replace(
                Company.groupDn("Big"),
                "member",
                java.util.stream.IntStream.rangeClosed(1, 25)
                        .mapToObj(i -> "uid=u" + i + "," + Company.PEOPLE)
                        .toArray(String[]::new));
        synced();
        String id = provider.find("Groups", "displayName eq \"Big\"")
                .at("/Resources/0/id")
                .asString();
        assertThat(provider.scim().get("/Groups/" + id).json().get("members")).hasSize(25);
    }

    private void dirSynced() throws Exception {
        tool.written(Files.readString(tool.config()).replace("security: plain", "security: plain\n  changes: dirsync")
                + "safety: {people: deactivate, fullEvery: 1d}\n");
        synced();
    }

    private void changed(String name, String attribute, String value) {
        String dn = "uid=" + name + "," + Company.PEOPLE;
        company.replace(dn, attribute, value);
        company.replace(dn, "uSNChanged", String.valueOf(++dirSync.highest));
    }

    @Test
    void dirSyncTellsWhoChangedAndWhoWasDeleted() throws Exception {
        dirSynced();
        changed("u1", "title", "Boss");
        company.directory()
                .add(new Entry(
                        "CN=u2 DEL," + Company.BASE,
                        new Attribute("objectClass", "person", "user"),
                        new Attribute("isDeleted", "TRUE"),
                        new Attribute("uSNChanged", String.valueOf(++dirSync.highest)),
                        new Attribute("objectGUID", guid(2))));
        company.remove("uid=u2," + Company.PEOPLE);
        assertThat(tool.run("sync").out())
                .contains("title: nothing → Boss", "− u2@corp.example.com")
                .doesNotContain("Everybody is looked at");
        assertThat(tool.run("sync").out()).contains("(0 changes)", "nothing to do");
    }

    @Test
    void aCookieThatIsRefusedMakesTheToolLookAtEverybody() throws Exception {
        dirSynced();
        dirSync.forgetful = true;
        changed("u1", "title", "Boss");
        assertThat(tool.run("sync").out())
                .contains("Everybody is looked at: the directory refused the question", "title: nothing → Boss");
        dirSync.forgetful = false;
        assertThat(tool.run("sync").out()).contains("this is the first question", "nothing to do");
        changed("u3", "title", "Boss");
        assertThat(tool.run("sync").out()).contains("(1 change)").doesNotContain("Everybody is looked at");
    }

    @Test
    void anEndThatComesByItselfIsNoticedWithoutAChange() throws Exception {
        long soon = (java.time.Instant.now().getEpochSecond() + 11_644_473_600L) * 10_000_000L + 30_000_000L;
        company.replace("uid=u1," + Company.PEOPLE, "accountExpires", String.valueOf(soon));
        dirSynced();
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(30))
                .pollInterval(java.time.Duration.ofMillis(500))
                .until(() -> tool.run("sync").out().contains("− u1@corp.example.com  active: true → false"));
    }

    @Test
    void anotherDomainControllerWithOtherNumbersCausesReadingAndNothingElse() {
        synced();
        for (int i = 1; i <= 25; i++) {
            company.replace("uid=u" + i + "," + Company.PEOPLE, "uSNChanged", String.valueOf(500_000 + i));
        }
        assertThat(tool.run("sync").out()).contains("25 changes)", "nothing to do");
    }
}
