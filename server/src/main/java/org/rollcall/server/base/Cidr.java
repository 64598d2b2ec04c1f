package org.rollcall.server.base;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A network: an address and how many of its leading bits count, as in {@code 192.0.2.0/24} or {@code 2001:db8::/32}.
 * Names are never looked up; an IPv4 address in IPv6 form is that IPv4 address.
 */
public record Cidr(InetAddress address, int prefix) {

    private static final int LONGEST = 45;

    /** Four whole numbers, or something with a colon: shorter forms of IPv4 mean what few expect. */
    private static final Pattern LITERAL =
            Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f.:]*");

    /** Reads an address with or without a prefix. Bits beyond the prefix must be zero: they would be a mistake. */
    public static Optional<Cidr> of(String text) {
        String[] parts = text.strip().split("/", -1);
        return parts.length > 2 ? Optional.empty() : address(parts[0]).flatMap(address -> of(address, parts));
    }

    private static Optional<Cidr> of(InetAddress address, String[] parts) {
        int bits = address.getAddress().length * 8;
        if (parts.length == 1) {
            return Optional.of(new Cidr(address, bits));
        }
        return Optional.of(parts[1])
                .filter(length -> length.matches("[0-9]{1,3}") && Integer.parseInt(length) <= bits)
                .map(length -> new Cidr(address, Integer.parseInt(length)))
                .filter(Cidr::endsWithZeros);
    }

    /** A numeric address. */
    public static Optional<InetAddress> address(String text) {
        if (text.length() > LONGEST || !LITERAL.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean endsWithZeros() {
        BigInteger value = new BigInteger(1, address.getAddress());
        return prefix == bits()
                || value.equals(value.shiftRight(bits() - prefix).shiftLeft(bits() - prefix));
    }

    private int bits() {
        return address.getAddress().length * 8;
    }

    public boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        int rest = bits() - prefix;
        return new BigInteger(1, mine).shiftRight(rest).equals(new BigInteger(1, theirs).shiftRight(rest));
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefix;
    }
}
