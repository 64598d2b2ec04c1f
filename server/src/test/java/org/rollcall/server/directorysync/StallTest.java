package org.rollcall.server.directorysync;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rollcall.server.directorysync.Tool.Ran;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;

/** Whoever takes a connection and says nothing is waited for as long as the file says, and no longer (F28). */
class StallTest {

    @RegisterExtension
    static final RunningServer SERVER = new RunningServer();

    /** Holds a search for people once it is told to. */
    private static final class Slow extends InMemoryOperationInterceptor {

        private final CountDownLatch end = new CountDownLatch(1);
        private volatile int searches = Integer.MIN_VALUE;

        @Override
        public void processSearchRequest(InMemoryInterceptedSearchRequest request) {
            if (request.getRequest().getBaseDN().equals(Company.BASE) && ++searches == 3) {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    @TempDir
    private Path folder;

    private final Slow slow = new Slow();
    private final Company company = Company.found(slow);
    private TestProvider provider;
    private Tool tool;

    @BeforeEach
    void begin() {
        provider = SERVER.tenant().directory("ldap");
        tool = new Tool(folder, provider).configured(company, provider, "");
        company.people(25);
    }

    @AfterEach
    void end() {
        slow.end.countDown();
        company.close();
    }

    private Tool changed(String from, String to) throws IOException {
        return tool.written(java.nio.file.Files.readString(tool.config()).replace(from, to));
    }

    private static ServerSocket silent() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @ParameterizedTest
    @CsvSource({"ldap,plain", "ldap,starttls", "ldaps,tls"})
    void aDirectoryThatTakesTheConnectionAndSaysNothing(String scheme, String security) throws Exception {
        try (ServerSocket silent = silent()) {
            changed(company.url(), "%s://127.0.0.1:%d".formatted(scheme, silent.getLocalPort()));
            changed("security: plain", "security: %s\n  timeout: 1s".formatted(security));
            Ran ran = tool.run("sync");
            assertThat(ran.exit()).as(ran.all()).isEqualTo(3);
            assertThat(ran.err()).contains("No directory server could be reached: 127.0.0.1:");
        }
    }

    @Test
    void theNextDirectoryServerIsTakenWhenOneSaysNothing() throws Exception {
        try (ServerSocket silent = silent()) {
            changed(company.url(), "ldap://127.0.0.1:%d\", \"%s".formatted(silent.getLocalPort(), company.url()));
            changed("security: plain", "security: plain\n  timeout: 1s");
            Ran ran = tool.run("sync");
            assertThat(ran.exit()).as(ran.all()).isZero();
        }
    }

    @Test
    void aDirectoryThatStallsInAPageEndsTheRun() throws Exception {
        changed("security: plain", "security: plain\n  timeout: 1s");
        slow.searches = 0;
        Ran ran = SERVER.unchangedBy(() -> tool.run("sync"));
        assertThat(ran.exit()).as(ran.all()).isEqualTo(3);
        assertThat(ran.err()).contains("not read completely (time limit)", "page 3");
    }

    @ParameterizedTest
    @CsvSource({"''", "HTTP/1.1 200 OK|Content-Length: 100||{"})
    void aServerThatTakesTheConnectionAndStalls(String beginning) throws Exception {
        try (ServerSocket silent = silent()) {
            Thread.ofVirtual().start(() -> answerInPart(silent, beginning.replace("|", "\r\n")));
            changed(provider.scim().base(), "http://127.0.0.1:" + silent.getLocalPort());
            changed("attempts: 2", "attempts: 2\n  timeout: 1s");
            Ran ran = tool.run("sync");
            assertThat(ran.exit()).as(ran.all()).isEqualTo(5);
            assertThat(ran.err()).contains("did not answer 2 times (nothing came within 1 s)");
        }
    }

    private static void answerInPart(ServerSocket server, String text) {
        try {
            while (!server.isClosed()) {
                var socket = server.accept();
                socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
            }
        } catch (IOException e) {
            // the test is over
        }
    }
}
