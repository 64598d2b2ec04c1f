package org.rollcall.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.helidon.common.buffers.DataReader.InsufficientDataAvailableException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.rollcall.scim.ScimException;
import org.rollcall.server.base.Limits;

/** How long a body is waited for, on a clock of the test's (H-D18). */
class TimedBodyTest {

    private long now = 7;

    /** Gives one byte at a time, each after that time. */
    private InputStream dripping(Duration each) {
        return new InputStream() {
            @Override
            public int read() {
                now += each.toNanos();
                return 'x';
            }

            @Override
            public int read(byte[] buffer, int from, int length) {
                if (length == 0) {
                    return 0;
                }
                buffer[from] = (byte) read();
                return 1;
            }
        };
    }

    private TimedBody timed(InputStream body) {
        return new TimedBody(body, () -> now);
    }

    private static InputStream failing(RuntimeException failure) {
        return new InputStream() {
            @Override
            public int read() {
                throw failure;
            }

            @Override
            public int read(byte[] buffer, int from, int length) {
                throw failure;
            }
        };
    }

    private static int refusal(TimedBody body) {
        return catchThrowableOfType(ScimException.class, () -> body.readNBytes(1_000_000))
                .error()
                .status();
    }

    @Test
    void thatComesInTimeIsReadToItsEnd() throws IOException {
        byte[] bytes = {1, -1, 0};
        assertThat(timed(new ByteArrayInputStream(bytes)).readAllBytes()).isEqualTo(bytes);
        assertThat(timed(new ByteArrayInputStream(new byte[] {-1})).read()).isEqualTo(255);
        assertThat(timed(new ByteArrayInputStream(new byte[0])).read()).isEqualTo(-1);
    }

    @Test
    void thatDripsIsGivenUpAfterItsTimeAndNotBefore() throws IOException {
        int seconds = Math.toIntExact(Limits.BODY_TIME.toSeconds());
        assertThat(timed(dripping(Duration.ofSeconds(1))).readNBytes(seconds)).hasSize(seconds);
        assertThat(refusal(timed(dripping(Duration.ofSeconds(1))))).isEqualTo(408);
    }

    @Test
    void thatStopsComingIsGivenUp() {
        assertThat(refusal(timed(failing(new UncheckedIOException(new SocketTimeoutException())))))
                .isEqualTo(408);
    }

    @Test
    void thatBreaksOffIsAFailureToRead() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() ->
                        timed(failing(new InsufficientDataAvailableException())).read());
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> timed(failing(new UncheckedIOException(new IOException("reset"))))
                        .read());
    }
}
