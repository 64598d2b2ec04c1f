package org.rollcall.server.directory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.Digests;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.db.Pipeline;
import org.rollcall.server.db.Tx;

/**
 * Positions as text that a client can bring back and nobody else can make (RFC 9865): signed for one list of one
 * provider, and good for {@link Limits#CURSOR_AGE}. A cursor gives no rights; whoever brings it must present a
 * credential as always. Signed by a key of the tenant, so that another node and a later start accept it.
 */
public final class Cursors {

    private static final String ALGORITHM = "HmacSHA256";
    /** Kind, key or offset, total, time. */
    private static final int CONTENT = 1 + 16 + 8 + 8;
    /** Half of the digest is enough, and keeps the text short. */
    private static final int SIGNATURE = 16;

    private final Tx tx;
    private final Supplier<Instant> time;
    private final Cache<TenantId, UUID> keys =
            Caffeine.newBuilder().maximumSize(Limits.WALKS).build();

    public Cursors(Tx tx, Supplier<Instant> time) {
        this.tx = tx;
        this.time = time;
    }

    /**
     * The text of a position.
     *
     * @param list what makes two requests pages of one list, in any form that is the same for both
     */
    public String print(TenantId tenant, String list, Position position) {
        byte[] content = content(position);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(CONTENT + SIGNATURE)
                        .put(content)
                        .put(signature(tenant, list, content))
                        .array());
    }

    /** The position of a text: {@code invalidCursor} unless it was printed for this list, {@code expiredCursor} later. */
    public Position parse(TenantId tenant, String list, String text) {
        byte[] bytes =
                decoded(text).filter(all -> all.length == CONTENT + SIGNATURE).orElseThrow(() -> refuse().exception());
        byte[] content = Arrays.copyOf(bytes, CONTENT);
        byte[] signature = Arrays.copyOfRange(bytes, CONTENT, bytes.length);
        if (!MessageDigest.isEqual(signature, signature(tenant, list, content))) {
            throw refuse().exception();
        }
        return position(ByteBuffer.wrap(content));
    }

    private byte[] content(Position position) {
        ByteBuffer content = ByteBuffer.allocate(CONTENT);
        switch (position) {
            case Position.After after -> put(content, 'a', after.id());
            case Position.Before before -> put(content, 'b', before.id());
            case Position.Offset offset -> put(content, 'o', new UUID(0, offset.offset()));
            case Position.Index index -> throw new IllegalArgumentException("an index needs no cursor");
            case Position.First first -> throw new IllegalArgumentException("the first page needs no cursor");
        }
        return content.putLong(position.counted().orElse(0L))
                .putLong(time.get().getEpochSecond())
                .array();
    }

    private static void put(ByteBuffer content, char kind, UUID where) {
        content.put((byte) kind).putLong(where.getMostSignificantBits()).putLong(where.getLeastSignificantBits());
    }

    private Position position(ByteBuffer content) {
        byte kind = content.get();
        UUID where = new UUID(content.getLong(), content.getLong());
        long total = content.getLong();
        Instant printed = Instant.ofEpochSecond(content.getLong());
        if (printed.plus(Limits.CURSOR_AGE).isBefore(time.get())) {
            throw ScimError.expiredCursor("this cursor is older than %d hours; start again without one"
                            .formatted(Limits.CURSOR_AGE.toHours()))
                    .exception();
        }
        return switch (kind) {
            case 'a' -> new Position.After(where, total);
            case 'b' -> new Position.Before(where, total);
            default -> new Position.Offset(where.getLeastSignificantBits(), total);
        };
    }

    private static Optional<byte[]> decoded(String text) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private byte[] signature(TenantId tenant, String list, byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key(tenant).toString().getBytes(StandardCharsets.US_ASCII), ALGORITHM));
            mac.update(Digests.sha256(list));
            return Arrays.copyOf(mac.doFinal(content), SIGNATURE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private UUID key(TenantId tenant) {
        return keys.get(
                tenant,
                wanted -> tx.read(pipeline -> {
                    Pipeline.Answer<java.util.List<UUID>> found = pipeline.query(
                            "select cursor_key from tenant where tenant_id = ?",
                            row -> Rows.uuid(row, "cursor_key"),
                            wanted.value());
                    pipeline.run();
                    return found.get().getFirst();
                }));
    }

    private static ScimError refuse() {
        return ScimError.invalidCursor("this is no cursor of this list; take nextCursor or previousCursor as it was"
                + " answered, with the same filter, order and endpoint");
    }
}
