package org.rollcall.server.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.rollcall.server.administration.ChangeState.Act;
import org.rollcall.server.configuration.Change;

/** How values are said to people. */
public final class Words {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Words() {}

    /** A time for who has no JavaScript; with it, the browser says it in its own time zone. */
    public static String time(Instant at) {
        return TIME.format(at);
    }

    /** A count with its thousands apart. */
    public static String count(long number) {
        return "%,d".formatted(number);
    }

    /** How long from one time to another, as two units at most. */
    public static String until(Instant from, Instant to) {
        Duration rest = Duration.between(from, to);
        if (!rest.isPositive()) {
            return "now";
        }
        return rest.toDays() > 0
                ? "in %d days %d hours".formatted(rest.toDays(), rest.toHoursPart())
                : rest.toHours() > 0
                        ? "in %d hours %d minutes".formatted(rest.toHours(), rest.toMinutesPart())
                        : "in %d minutes %d seconds".formatted(rest.toMinutes(), rest.toSecondsPart());
    }

    /** A text in which what nobody sees is seen: characters that turn, hide or join others (H-C12). */
    public static String plain(String text) {
        StringBuilder seen = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (hidden(point)) {
                seen.append("[U+%04X]".formatted(point));
            } else {
                seen.appendCodePoint(point);
            }
        });
        return seen.toString();
    }

    private static boolean hidden(int point) {
        int type = Character.getType(point);
        return type == Character.FORMAT
                || type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }

    /** The class of a tag for the state of a person. */
    public static String tone(String state) {
        return switch (state) {
            case "active" -> "rc-good";
            case "blocked" -> "rc-wait";
            default -> "";
        };
    }

    /** The class of a tag for what is done to the configuration. */
    public static String tone(Change.Op op) {
        return switch (op) {
            case ADD -> "rc-good";
            case REMOVE -> "rc-bad";
            case CHANGE, BIND, NOTICE -> "rc-wait";
        };
    }

    /** What an act is called on its button. */
    public static String verb(Act act) {
        return switch (act) {
            case BLOCK -> "Block";
            case UNBLOCK -> "Unblock";
            case DEACTIVATE -> "Deactivate now";
            case REACTIVATE -> "Reactivate";
            case RESTORE -> "Restore";
        };
    }

    /** What an act leads to. */
    public static String consequence(Act act) {
        return switch (act) {
            case BLOCK -> "Signing in is denied at once. Organization and roles stay.";
            case UNBLOCK -> "Takes back the block by hand. A block by the provider stays.";
            case DEACTIVATE -> "At once, without the provider's delay. Roles end.";
            case REACTIVATE -> "Organization and roles are decided anew; what was granted by hand before is gone.";
            case RESTORE -> "The person is there again, for its provider too, if nobody else has the name by now.";
        };
    }

    /** The kind of a credential. */
    public static String credential(String kind) {
        return kind.equals("api-credentials") ? "user name and password" : "token";
    }

    /** A path of SCIM without the key of its provider. */
    public static String path(String path) {
        return path.replaceFirst("^/scim/[^/]*/v2", "");
    }

    /** A browser by its name and system, as far as it says. */
    public static String browser(String agent) {
        String name = agent.contains("Edg/")
                ? "Edge"
                : agent.contains("Firefox/")
                        ? "Firefox"
                        : agent.contains("Chrome/") ? "Chrome" : agent.contains("Safari/") ? "Safari" : "A browser";
        String system = agent.contains("Android")
                ? " on Android"
                : agent.contains("iPhone") || agent.contains("iPad")
                        ? " on iOS"
                        : agent.contains("Windows")
                                ? " on Windows"
                                : agent.contains("Mac OS") ? " on macOS" : agent.contains("Linux") ? " on Linux" : "";
        return name + system;
    }
}
