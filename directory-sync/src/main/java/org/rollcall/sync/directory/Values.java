package org.rollcall.sync.directory;

import com.unboundid.ldap.sdk.Attribute;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.rollcall.scim.json.Unicode;

/** LDAP values as text. Binary ones get the form that people know them by. */
final class Values {

    private static final Set<String> GUIDS = Set.of("objectguid", "msexchmailboxguid", "ms-ds-consistencyguid");
    private static final int GUID_BYTES = 16;
    private static final int SID_HEADER = 8;

    private Values() {}

    static List<String> texts(Attribute attribute) {
        String name = attribute.getBaseName().toLowerCase(Locale.ROOT);
        return Arrays.stream(attribute.getValueByteArrays())
                .map(bytes -> text(name, bytes))
                .sorted()
                .toList();
    }

    static String text(String name, byte[] bytes) {
        if (GUIDS.contains(name) && bytes.length == GUID_BYTES) {
            return guid(bytes);
        }
        return name.equals("objectsid") && isSid(bytes) ? sid(bytes) : text(bytes);
    }

    /** As Active Directory shows it: the first three parts have their bytes the other way round. */
    static String guid(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long first = buffer.getInt() & 0xFFFFFFFFL;
        long second = buffer.getShort() & 0xFFFFL;
        long third = buffer.getShort() & 0xFFFFL;
        long low = buffer.order(ByteOrder.BIG_ENDIAN).getLong();
        return new UUID(first << 32 | second << 16 | third, low).toString();
    }

    /** The bytes that {@link #guid} shows so. */
    static byte[] guidBytes(UUID guid) {
        long high = guid.getMostSignificantBits();
        return ByteBuffer.allocate(GUID_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) (high >>> 32))
                .putShort((short) (high >>> 16))
                .putShort((short) high)
                .order(ByteOrder.BIG_ENDIAN)
                .putLong(guid.getLeastSignificantBits())
                .array();
    }

    private static boolean isSid(byte[] bytes) {
        return bytes.length >= SID_HEADER && bytes[0] == 1 && bytes.length == SID_HEADER + 4 * (bytes[1] & 0xFF);
    }

    private static String sid(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long authority = buffer.getLong() & 0xFFFFFFFFFFFFL;
        StringBuilder sid = new StringBuilder("S-1-").append(authority);
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            sid.append('-').append(buffer.getInt() & 0xFFFFFFFFL);
        }
        return sid.toString();
    }

    private static String text(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Unicode.isText(text) ? text : Base64.getEncoder().encodeToString(bytes);
        } catch (CharacterCodingException e) {
            return Base64.getEncoder().encodeToString(bytes);
        }
    }
}
