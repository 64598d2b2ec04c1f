package org.rollcall.server.console;

import java.util.List;
import org.rollcall.scim.dialect.Mode;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonWriter;
import org.rollcall.server.provider.ProviderKind;

/**
 * What one provider is, and how it is read and braked, as texts of its section in the configuration, the way a form shows and sends them.
 *
 * @param brake whether there is one
 */
public record ProviderSettingsForm(
        String kind,
        String silentAfter,
        String dialect,
        boolean brake,
        String people,
        String share,
        String window,
        String fallbackDelay) {

    private static final String BRAKE = "brake";
    private static final String KIND = "kind";
    private static final String SILENT_AFTER = "silentAfter";
    private static final String DIALECT = "dialect";
    private static final String FALLBACK_DELAY = "fallbackDelay";

    static ProviderSettingsForm of(Json.Obj section) {
        Json.Obj brake = section.get(BRAKE)
                .filter(Json.Obj.class::isInstance)
                .map(Json.Obj.class::cast)
                .orElse(Json.Obj.EMPTY);
        return new ProviderSettingsForm(
                text(section, KIND, ProviderKind.SCIM.label()),
                text(section, SILENT_AFTER, ""),
                text(section, DIALECT, Mode.COMPAT.label()),
                !brake.isEmpty(),
                text(brake, "people", "10"),
                text(brake, "share", "5%"),
                text(brake, "window", "60m"),
                text(section, FALLBACK_DELAY, ""));
    }

    static ProviderSettingsForm of(Visit visit) {
        return new ProviderSettingsForm(
                visit.field(KIND),
                visit.field(SILENT_AFTER),
                visit.field(DIALECT),
                visit.field(BRAKE).equals("on"),
                visit.field("people"),
                visit.field("share"),
                visit.field("window"),
                visit.field(FALLBACK_DELAY));
    }

    private static String text(Json.Obj object, String name, String otherwise) {
        return object.get(name)
                .map(value -> value instanceof Json.Text text ? text.value() : JsonWriter.write(value))
                .orElse(otherwise);
    }

    /** The section with what the form says. */
    Json.Obj in(Json.Obj section) {
        Json.Obj silence = silentAfter.isEmpty()
                ? section.without(SILENT_AFTER)
                : section.with(SILENT_AFTER, Json.text(silentAfter));
        return silence.with(KIND, Json.text(kind))
                .with(DIALECT, Json.text(dialect))
                .with(BRAKE, brakeJson())
                .with(FALLBACK_DELAY, Json.text(fallbackDelay));
    }

    /** What is no number stays a text, and is refused as one where the configuration is read. */
    private Json brakeJson() {
        if (!brake) {
            return Json.text("off");
        }
        Json number = people.matches("[0-9]{1,9}") ? Json.number(Long.parseLong(people)) : Json.text(people);
        return Json.Obj.EMPTY
                .with("people", number)
                .with("share", Json.text(share.matches("[0-9]{1,3}") ? share + "%" : share))
                .with("window", Json.text(window));
    }

    /** The brake in a few words. */
    public String braked() {
        return brake ? "above %s people or %s of all within %s".formatted(people, share, window) : "off";
    }

    /** What a refused part of a provider's section is called in the form. */
    static String said(String pointer) {
        return List.of("people", "share", "window", KIND, SILENT_AFTER, DIALECT, FALLBACK_DELAY).stream()
                .filter(pointer::contains)
                .findFirst()
                .map(name -> switch (name) {
                    case "people" -> "People: ";
                    case "share" -> "Share: ";
                    case "window" -> "Within: ";
                    case KIND -> "Kind: ";
                    case SILENT_AFTER -> "Silent after: ";
                    case FALLBACK_DELAY -> "Moves to the fallback: ";
                    default -> "Dialect: ";
                })
                .orElse("");
    }
}
