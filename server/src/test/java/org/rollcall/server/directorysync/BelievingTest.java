package org.rollcall.server.directorysync;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchEntry;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.server.directorysync.Tool.Ran;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import org.rollcall.sync.state.RunLock;

/** What is not believed, and what is not done without being asked (P-124, H-L1 to H-L3, H-L6, H-L8, H-L9, F28). */
class BelievingTest {

    @RegisterExtension
    static final RunningServer SERVER = new RunningServer();

    /** Fails at a search when told to. */
    private static final class Trouble extends InMemoryOperationInterceptor {

        private volatile int searches;
        private volatile int binds;
        private volatile String referral = "";
        private volatile @Nullable ResultCode failure;
        private volatile IntConsumer before = number -> {};
        private volatile UnaryOperator<SearchRequest> heard = UnaryOperator.identity();
        private volatile Predicate<InMemoryInterceptedSearchEntry> heldBack = entry -> false;

        @Override
        public void processSearchRequest(InMemoryInterceptedSearchRequest request) throws LDAPException {
            request.setRequest(heard.apply(request.getRequest().duplicate()));
            if (!request.getRequest().getBaseDN().equals(Company.BASE)) {
                return;
            }
            searches++;
            before.accept(searches);
            if (!referral.isEmpty()) {
                throw new LDAPException(ResultCode.REFERRAL, "elsewhere", null, new String[] {referral});
            }
            ResultCode code = failure;
            if (code != null && searches == 2) {
                throw new LDAPException(code, "trouble");
            }
        }

        @Override
        public void processSearchEntry(InMemoryInterceptedSearchEntry entry) {
            if (heldBack.test(entry)) {
                entry.setSearchEntry(null);
            }
        }

        @Override
        public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request) {
            binds++;
        }
    }

    @TempDir
    private Path folder;

    private final Trouble trouble = new Trouble();
    private final Company company = Company.found(trouble);
    private TestTenant tenant;
    private TestProvider provider;
    private Tool tool;

    @BeforeEach
    void begin() {
        tenant = SERVER.tenant();
        provider = tenant.directory("ldap");
        tool = new Tool(folder, provider).configured(company, provider, "safety: {people: deactivate, harmful: 3}");
        company.people(25);
    }

    @AfterEach
    void end() {
        company.close();
    }

    private void first() {
        Ran ran = tool.run("sync");
        assertThat(ran.exit()).as(ran.all()).isZero();
        trouble.searches = 0;
    }

    private void refused(int exit, String words, String... arguments) {
        Ran ran = SERVER.unchangedBy(() -> tool.run(arguments));
        assertThat(ran.exit()).as(ran.all()).isEqualTo(exit);
        assertThat(ran.all()).contains(words);
    }

    // ---- readings

    @Test
    void nobodyFoundDeactivatesNobody() throws Exception {
        first();
        company.directory().deleteSubtree(Company.PEOPLE);
        refused(3, "nobody was found (empty)", "sync");
        refused(3, "nobody was found (empty)", "sync", "--full", "--accept-fewer");
    }

    @Test
    void aSizeLimitEndsTheRun() {
        first();
        trouble.failure = ResultCode.SIZE_LIMIT_EXCEEDED;
        refused(3, "not read completely (size limit)", "sync");
    }

    @Test
    void aTimeLimitEndsTheRun() {
        first();
        trouble.failure = ResultCode.TIME_LIMIT_EXCEEDED;
        refused(3, "not read completely (time limit)", "sync", "--full");
    }

    @Test
    void aReferralIsNoAnswer() {
        first();
        trouble.failure = ResultCode.REFERRAL;
        refused(3, "not read completely (referral)", "sync", "--full");
    }

    @Test
    void aDirectoryThatGoesAwayInTheMiddleOfAPageEndsTheRun() {
        first();
        trouble.before = number -> {
            if (number == 2) {
                company.directory().closeAllConnections(false);
            }
        };
        refused(3, "page 2", "sync", "--full");
        trouble.before = number -> {};
        assertThat(tool.run("sync", "--full").out()).contains("nothing to do");
    }

    /** A server that forgets its cookie begins anew each time. */
    private void forgetful(String base) {
        trouble.heard = request -> {
            if (request.getBaseDN().equals(base)) {
                request.replaceControl(new SimplePagedResultsControl(10, null, true));
            }
            return request;
        };
    }

    @Test
    void aPageThatComesAgainAndAgainEndsTheRun() {
        first();
        forgetful(Company.BASE);
        refused(3, "not read completely (repeated page) below dc=example,dc=com, page 2", "sync");
        refused(3, "not read completely (repeated page)", "sync", "--full");
        for (int i = 1; i <= 11; i++) {
            company.group("Group " + i, "p1");
        }
        forgetful(Company.GROUPS);
        refused(3, "not read completely (repeated page) below ou=Groups,dc=example,dc=com, page 2", "sync");
    }

    @Test
    void whoeverIsNotFoundAgainWhenReadWholeStaysAndIsLookedAtByTheNextRun() {
        first();
        company.replace(Company.personDn("p3"), "title", "Boss");
        company.replace(Company.personDn("p4"), "title", "Boss");
        trouble.heldBack = entry -> entry.getRequest().getFilter().toString().contains("entryUUID=")
                && entry.getSearchEntry().getDN().equals(Company.personDn("p3"));
        Ran ran = tool.run("sync");
        assertThat(ran.exit()).as(ran.all()).isZero();
        assertThat(ran.out())
                .contains("update: 1", "~ p4", company.id(Company.personDn("p3")))
                .contains("was found, and not found again when it was read whole; the next run looks again");
        trouble.heldBack = entry -> false;
        assertThat(tool.run("sync").out()).contains("update: 1", "~ p3  title: nothing → Boss");
    }

    @Test
    void groupsThatNestDeeperThanTheFileAllowsEndTheRun() throws Exception {
        first();
        company.group("g0", "p1");
        for (int i = 1; i <= 21; i++) {
            company.group("g" + i);
            company.replace(Company.groupDn("g" + i), "member", Company.groupDn("g" + (i - 1)));
        }
        refused(3, "Groups nest deeper than 20 levels above cn=g0", "sync");
        tool.written(config().replace("groups:\n", "groups:\n  depth: 30\n"));
        assertThat(tool.run("sync").out()).contains("create group: 22");
    }

    @Test
    void aBaseThatIsNotThereEndsTheRun() {
        tool.configured(company, provider, "")
                .written(config().replace("[\"dc=example,dc=com\"]", "[\"ou=Gone,dc=example,dc=com\"]"));
        refused(3, "not read completely (no such base)", "sync");
    }

    private String config() {
        try {
            return java.nio.file.Files.readString(tool.config());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void muchFewerThanLastTimeIsOnlyBelievedWhenAskedTo() {
        first();
        for (int i = 1; i <= 10; i++) {
            company.remove(Company.personDn("p" + i));
        }
        refused(3, "only 15 people after 25 last time (partial)", "sync");
        refused(4, "--confirm", "sync", "--accept-fewer");
    }

    @Test
    void attributesThatNobodyHasAnyMoreAreALackOfPermission() {
        first();
        for (int i = 1; i <= 25; i++) {
            company.replace(Company.personDn("p" + i), "mail");
        }
        refused(3, "(permission?): mail: 0 entries after 25", "sync", "--full");
        assertThat(tool.run("sync", "--full", "--accept-fewer").out()).contains("update: 25");
    }

    @Test
    void twoEntriesWithOneIdEndTheRun() {
        company.replace(Company.personDn("p1"), "employeeNumber", "7");
        company.replace(Company.personDn("p2"), "employeeNumber", "7");
        tool.configured(company, provider, "").written(config().replace("people:", "people:\n  id: employeeNumber"));
        refused(3, "the id 7 came twice", "sync");
    }

    @Test
    void anEntryWithoutAnIdIsToldAndMakesNobodyGone() {
        for (int i = 1; i <= 25; i++) {
            company.replace(Company.personDn("p" + i), "employeeNumber", "e" + i);
        }
        tool.written(config().replace("people:\n", "people:\n  id: employeeNumber\n"));
        first();
        company.replace(Company.personDn("p3"), "employeeNumber");
        Ran ran = tool.run("sync", "--full");
        assertThat(ran.out())
                .contains("uid=p3", "employeeNumber is missing or may not be read")
                .contains("p3: not found, but entries without a readable id were; left as it is")
                .contains("nothing to do");
        assertThat(tenant.state("p3")).isEqualTo("active");
    }

    // ---- thresholds

    private void lock(int people) {
        for (int i = 1; i <= people; i++) {
            company.replace(Company.personDn("p" + i), "nsAccountLock", "true");
        }
    }

    @Test
    void aLargePlanIsAppliedOnlyWithItsHash() {
        first();
        lock(4);
        Ran held = SERVER.unchangedBy(() -> tool.run("sync"));
        assertThat(held.exit()).isEqualTo(4);
        assertThat(held.out()).contains("deactivate: 4", "3 may be without confirmation", "--confirm " + held.hash());
        assertThat(tool.run("status").out()).contains("A plan waits for: sync --confirm " + held.hash());
        refused(4, "The plan is not the one that was confirmed", "sync", "--confirm", "000000000000");
        Ran confirmed = tool.run("sync", "--confirm", held.hash());
        assertThat(confirmed.exit()).as(confirmed.all()).isZero();
        assertThat(tenant.state("p4")).isEqualTo("blocked");
    }

    @Test
    void aHashFitsNoOtherPlan() {
        first();
        lock(4);
        String hash = tool.run("sync").hash();
        lock(5);
        refused(4, "the directory, the server or the rules changed meanwhile", "sync", "--confirm", hash);
    }

    @Test
    void asManyAsTheThresholdNeedNoHash() {
        first();
        lock(3);
        assertThat(tool.run("sync").exit()).isZero();
    }

    @Test
    void aSecondRunAtOnceIsRefused() {
        first();
        try (RunLock lock = RunLock.take(folder.resolve("sync-state.jsonl"))) {
            refused(6, "Another run is going on", "sync");
        }
    }

    // ---- protection

    @Test
    void aServerWithoutStartTlsIsNotToldThePassword() {
        tool.written(config().replace("security: plain", "security: starttls"));
        int before = trouble.binds;
        refused(3, "No directory server could be reached", "sync");
        assertThat(trouble.binds).isEqualTo(before);
    }

    /** H-L6. */
    @Test
    void aCertificateThatHasExpiredIsRefused() throws Exception {
        Certificates old = Certificates.expired(folder, "old", "ip:127.0.0.1");
        Certificates good = Certificates.made(folder, "good", "ip:127.0.0.1");
        String before = config();
        for (Certificates shown : List.of(old, good)) {
            try (Company company = Company.found(shown)) {
                tool.written(
                        before.replaceAll("ldap://127.0.0.1:\\d+", company.url().replace("ldap:", "ldaps:"))
                                .replace("security: plain", "trust: " + shown.certificate()));
                Ran ran = tool.run("test-connection");
                assertThat(ran.exit()).as(ran.all()).isEqualTo(shown.equals(old) ? 3 : 0);
            }
        }
    }

    /** H-L6. */
    @Test
    void whereAReferralLeadsNobodyIsToldAPassword() {
        Trouble elsewhere = new Trouble();
        try (Company other = Company.found(elsewhere)) {
            other.people(3);
            trouble.referral = other.url() + "/" + Company.BASE;
            refused(3, "not read completely (referral)", "sync");
            tool.written(config().replace("security: plain", "security: plain\n  followReferrals: true"));
            trouble.searches = 0;
            Ran ran = tool.run("sync", "--dry-run");
            assertThat(elsewhere.searches).as(ran.all()).isPositive();
            assertThat(elsewhere.binds).isZero();
        }
    }

    @Test
    void aWrongPasswordIsSaidWithoutRepeatingIt() {
        tool.written(config().replace("{env: PASSWORD}", "{env: TOKEN}"));
        Ran ran = tool.run("sync");
        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.all())
                .contains("did not accept the bind")
                .doesNotContain(provider.scim().authorization().substring(7));
    }

    @Test
    void theNextServerIsTakenWhenOneIsDown() {
        tool.written(config().replace("servers: [", "servers: [\"ldap://127.0.0.1:1\", "));
        assertThat(tool.run("sync").exit()).isZero();
    }

    @Test
    void aWrongTokenIsSaidAndNothingIsRead() {
        tool.written(config().replace("token: {env: TOKEN}", "token: {env: PASSWORD}"));
        refused(5, "does not accept the credential", "sync");
        assertThat(trouble.searches).isZero();
    }
}
