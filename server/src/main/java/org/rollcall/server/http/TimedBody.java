package org.rollcall.server.http;

import io.helidon.common.buffers.DataReader.InsufficientDataAvailableException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.ScimException;
import org.rollcall.server.base.Limits;

/** A body that is waited for no longer than allowed, however slowly its bytes come; 408 then (H-D18). */
final class TimedBody extends FilterInputStream {

    private final LongSupplier nanoTime;
    private final long start;

    TimedBody(InputStream body, LongSupplier nanoTime) {
        super(body);
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        if (nanoTime.getAsLong() - start > Limits.BODY_TIME.toNanos()) {
            throw late();
        }
        try {
            return in.read(buffer, from, length);
        } catch (UncheckedIOException failed) {
            if (failed.getCause() instanceof SocketTimeoutException) {
                throw late();
            }
            throw failed.getCause();
        } catch (InsufficientDataAvailableException ended) {
            throw new EOFException();
        }
    }

    private static ScimException late() {
        return new ScimError(
                        408,
                        Optional.empty(),
                        "the body did not come within %d seconds".formatted(Limits.BODY_TIME.toSeconds()))
                .exception();
    }
}
