package org.rollcall.server.api;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.http.Request;
import org.rollcall.server.ownership.Pending;

/** Reads parameters and bodies; what is wrong is refused by name. */
final class Inputs {

    private static final Pattern AGO = Pattern.compile("([0-9]{1,6})([smhd])");

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private Inputs() {}

    /** The provider that the route's {@code {id}} names, which need not exist. */
    static ProviderId provider(Request request) {
        String id = request.parameter("id");
        return ProviderId.parse(id)
                .orElseThrow(() -> ScimError.notFound("no provider " + ScimError.excerpt(id))
                        .exception());
    }

    static Json.Obj object(Request request) {
        return request.json() instanceof Json.Obj object ? object : fail("the body must be a JSON object");
    }

    static String text(Json.Obj body, String name) {
        return optionalText(body, name).orElseGet(() -> fail("\"" + name + "\" is required"));
    }

    static Optional<String> optionalText(Json.Obj body, String name) {
        return body.get(name)
                .filter(value -> !(value instanceof Json.Null))
                .map(value -> value instanceof Json.Text text
                        ? text.value()
                        : Inputs.<String>fail("\"" + name + "\" must be a string"))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    static Optional<List<String>> optionalTexts(Json.Obj body, String name, int most) {
        return body.get(name).map(value -> {
            List<Json> elements = value instanceof Json.Arr array
                    ? array.elements()
                    : Inputs.<List<Json>>fail("\"" + name + "\" must be a list");
            if (elements.size() > most) {
                fail("\"%s\" has more than %d elements".formatted(name, most));
            }
            return elements.stream()
                    .map(element -> element instanceof Json.Text text
                            ? text.value()
                            : Inputs.<String>fail("\"" + name + "\" must be a list of strings"))
                    .toList();
        });
    }

    static Optional<Integer> optionalNumber(Json.Obj body, String name, int most) {
        return body.get(name)
                .map(value -> value instanceof Json.Num number && isWhole(number.value())
                        ? number.value().intValueExact()
                        : Inputs.<Integer>fail("\"" + name + "\" must be a whole number"))
                .map(number ->
                        number <= most ? number : Inputs.<Integer>fail("\"%s\" is at most %d".formatted(name, most)));
    }

    private static boolean isWhole(BigDecimal number) {
        return number.signum() >= 0 && number.scale() <= 0 && number.precision() - number.scale() <= 9;
    }

    static Optional<Instant> optionalTime(Json.Obj body, String name) {
        return optionalText(body, name).map(text -> time(name, text));
    }

    static Optional<Boolean> optionalBool(Json.Obj body, String name) {
        return body.get(name)
                .filter(value -> !(value instanceof Json.Null))
                .map(value -> value instanceof Json.Bool bool
                        ? bool.value()
                        : Inputs.<Boolean>fail("\"" + name + "\" must be true or false"));
    }

    /** A point in time: ISO 8601, or how long ago, such as {@code 15m}, {@code 24h}, {@code 7d}. */
    static Optional<Instant> time(Request request, String name, Instant now) {
        return request.query(name)
                .map(text -> ago(text).map(age -> inRange(name, now.minus(age))).orElseGet(() -> time(name, text)));
    }

    /** The same in a body. */
    static Optional<Instant> optionalMoment(Json.Obj body, String name, Instant now) {
        return optionalText(body, name)
                .map(text -> ago(text).map(age -> inRange(name, now.minus(age))).orElseGet(() -> time(name, text)));
    }

    private static Instant time(String name, String text) {
        try {
            return inRange(name, Instant.parse(text));
        } catch (DateTimeException e) {
            return fail("\"" + name + "\" must be a time such as 2026-01-31T12:00:00Z, or an age such as 24h");
        }
    }

    /** Beyond these years the database and the standards (RFC 3339) write no times. */
    private static Instant inRange(String name, Instant time) {
        return time.isBefore(FIRST) || time.isAfter(LAST)
                ? fail("\"" + name + "\" must lie within the years 1 to 9999")
                : time;
    }

    private static Optional<Duration> ago(String text) {
        Matcher matcher = AGO.matcher(text);
        return matcher.matches()
                ? Optional.of(
                        switch (matcher.group(2)) {
                            case "s" -> Duration.ofSeconds(Long.parseLong(matcher.group(1)));
                            case "m" -> Duration.ofMinutes(Long.parseLong(matcher.group(1)));
                            case "h" -> Duration.ofHours(Long.parseLong(matcher.group(1)));
                            default -> Duration.ofDays(Long.parseLong(matcher.group(1)));
                        })
                : Optional.empty();
    }

    /** Where a page ended whose items have ids. */
    static Optional<UUID> id(Request request, String name) {
        return request.query(name)
                .map(text -> AccountId.parse(text)
                        .map(AccountId::value)
                        .orElseGet(() -> fail("\"" + name + "\" must be the \"next\" of an earlier answer")));
    }

    /** What becomes of deactivations that are pending; kept, unless told. */
    static Pending pending(Json.Obj body) {
        return optionalText(body, "pending")
                .map(text -> Pending.of(text).orElseGet(() -> fail("\"pending\" is \"keep\" or \"cancel\"")))
                .orElse(Pending.KEEP);
    }

    static boolean flag(Request request, String name) {
        return request.query(name)
                .map(text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> Inputs.<Boolean>fail("\"" + name + "\" must be true or false");
                })
                .orElse(false);
    }

    static int number(Request request, String name, int otherwise, int most) {
        return request.query(name)
                .map(text -> text.matches("[0-9]{1,6}")
                        ? Integer.parseInt(text)
                        : Inputs.<Integer>fail("\"" + name + "\" must be a whole number"))
                .map(value -> Math.clamp(value, 0, most))
                .orElse(otherwise);
    }

    static <T> T fail(String detail) {
        throw ScimError.invalidValue(detail).exception();
    }
}
