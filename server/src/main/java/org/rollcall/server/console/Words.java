package org.rollcall.server.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.rollcall.scim.dialect.Dialect;
import org.rollcall.server.account.Facet;
import org.rollcall.server.account.StandingDecision;
import org.rollcall.server.administration.ChangeState.Act;
import org.rollcall.server.command.Decisions;
import org.rollcall.server.configuration.Change;
import org.rollcall.server.diagnosis.Finding;
import org.rollcall.server.job.PlacementJob;
import org.rollcall.server.ownership.DecideConflict.Verdict;
import org.rollcall.server.placement.Rules;

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

    /** A count of something. */
    public static String count(long number, String one, String many) {
        return count(number) + " " + (number == 1 ? one : many);
    }

    /** A value as the log has it; a time is said as one. */
    public static String value(String text) {
        try {
            return text.startsWith("2") && text.endsWith("Z") ? time(Instant.parse(text)) : plain(text);
        } catch (DateTimeParseException e) {
            return plain(text);
        }
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

    /** The class of a tag for how urgent a finding is. */
    public static String tone(Finding.Severity severity) {
        return switch (severity) {
            case PROBLEM -> "rc-bad";
            case WARNING -> "rc-wait";
            case NOTE -> "";
        };
    }

    /** What an effect that is held would be, after "would be". */
    static String wanted(StandingDecision decision, Rules rules) {
        String desired = Decisions.desired(decision, rules);
        if (decision.facet().equals(Facet.ORGANIZATION)) {
            return "moved to " + desired;
        }
        if (decision.facet().role().isPresent()) {
            String role = desired.substring(decision.desired().length() + 1);
            return decision.desired().equals(StandingDecision.GRANTED) ? "given " + role : "without " + role;
        }
        return decision.desired().equals(StandingDecision.INACTIVE) ? "blocked, then deactivated" : desired;
    }

    /** The class of a tag for the state of a job. */
    public static String tone(PlacementJob.State state) {
        return switch (state) {
            case RUNNING, PAUSED -> "rc-wait";
            case DONE -> "rc-good";
            case CANCELLED, SUPERSEDED -> "";
        };
    }

    /** How long what is left takes, if it goes on as it did. */
    public static String left(PlacementJob job, Instant now) {
        if (job.done() == 0 || job.done() >= job.total()) {
            return "";
        }
        Duration spent = Duration.between(job.created(), now);
        Instant end = now.plus(spent.multipliedBy(job.total() - job.done()).dividedBy(job.done()));
        return until(now, end).replaceFirst("^in ", "about ").replaceFirst("^now$", "a moment") + " left";
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

    /** What a decision about a collision is called on its button. */
    public static String verb(Verdict verdict) {
        return switch (verdict) {
            case ADOPT -> "Let it be adopted";
            case HAND_OVER -> "Hand over";
            case REJECT -> "Reject";
        };
    }

    /** What a decision about a collision leads to. */
    public static String consequence(Verdict verdict) {
        return switch (verdict) {
            case ADOPT -> "It is one person: with its next push the provider manages the user.";
            case HAND_OVER ->
                "It is one person: its provider lets go of it, and the next push of the other one has it.";
            case REJECT -> "They are two: the push stays refused. Give one of them another user name.";
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

    /** A rule of the dialect, such as "string boolean". */
    public static String rule(Dialect rule) {
        return rule.name().toLowerCase(Locale.ROOT).replace('_', ' ');
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
