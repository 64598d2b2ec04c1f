package org.rollcall.server.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.Digests;
import org.rollcall.server.base.Limits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slows down who guesses credentials (H-A10): from one address a number of different wrong ones is answered with 401 in a
 * while, further ones with 429. The same wrong one again is no guess: a client with an expired token is told so as often
 * as it asks. A valid credential is never asked after here, so nobody behind the same address is locked out.
 */
final class WrongCredentials {

    private static final Logger LOG = LoggerFactory.getLogger(WrongCredentials.class);
    private static final long QUIET = Limits.WRONG_CREDENTIALS_WINDOW.toNanos();

    private final Cache<InetAddress, Set<String>> tried = Caffeine.newBuilder()
            .expireAfterWrite(Limits.WRONG_CREDENTIALS_WINDOW)
            .maximumSize(Limits.WRONG_CREDENTIALS_ADDRESSES)
            .build();
    private final LongSupplier nanos;
    private final AtomicLong said;

    WrongCredentials(LongSupplier nanos) {
        this.nanos = nanos;
        this.said = new AtomicLong(nanos.getAsLong() - QUIET);
    }

    /** What to answer to a credential that is none: 401, or 429 to who guesses. */
    ScimError answer(Optional<InetAddress> peer, Optional<Authentication> presented) {
        boolean guessing = peer.isPresent() && presented.isPresent() && guesses(peer.get(), presented.get());
        if (!guessing) {
            return ScimError.unauthorized("present a valid credential: Authorization: Bearer <token>, or Basic");
        }
        tell(peer.get());
        return ScimError.tooManyRequests("too many wrong credentials came from this address; a valid one still works");
    }

    private boolean guesses(InetAddress peer, Authentication presented) {
        Set<String> known = tried.get(peer, address -> ConcurrentHashMap.newKeySet());
        String digest = HexFormat.of().formatHex(Digests.sha256(presented.secret()));
        if (known.contains(digest)) {
            return false;
        }
        return known.size() >= Limits.WRONG_CREDENTIALS || !known.add(digest);
    }

    /** Once a minute, not once for each attempt. */
    private void tell(InetAddress peer) {
        long now = nanos.getAsLong();
        long last = said.get();
        if (now - last >= QUIET && said.compareAndSet(last, now)) {
            LOG.warn("wrong credentials are being tried from {}", peer.getHostAddress());
        }
    }
}
