package org.rollcall.server.http;

import java.io.OutputStream;

/** Knows how much was written to it, and keeps nothing. */
final class CountingOutputStream extends OutputStream {

    private long count;

    @Override
    public void write(int one) {
        count++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        count += length;
    }

    long count() {
        return count;
    }
}
