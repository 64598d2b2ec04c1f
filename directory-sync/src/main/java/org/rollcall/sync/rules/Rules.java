package org.rollcall.sync.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import org.rollcall.scim.json.Json;
import org.rollcall.sync.base.Limits;
import org.rollcall.sync.config.Settings;
import org.rollcall.sync.config.SettingsReader;
import org.rollcall.sync.config.Target;
import org.rollcall.sync.directory.Entry;
import org.rollcall.sync.rules.Expressions.Rule;

/** The rules and the mapping of one configuration, compiled. */
public final class Rules {

    private final Settings settings;
    private final Managed managed;
    private final Rule<Boolean> active;
    private final Optional<Rule<String>> organization;
    private final Optional<Rule<List<String>>> roles;
    private final SequencedMap<Target, Rule<String>> attributes = new LinkedHashMap<>();

    private Rules(Settings settings) {
        Settings.Rules written = settings.rules();
        this.settings = settings;
        this.managed = Managed.of(settings);
        this.active = Expressions.bool("active", written.active());
        this.organization = written.organization().map(rule -> Expressions.text("organization", rule));
        this.roles = written.roles().map(rule -> Expressions.texts("roles", rule));
        written.attributes()
                .forEach((target, rule) ->
                        attributes.put(target, Expressions.text("attributes/" + target.text(), rule)));
    }

    /**
     * Compiles the rules and checks their types.
     *
     * @throws org.rollcall.sync.base.Failure when one is wrong, naming it
     */
    public static Rules compile(Settings settings) {
        return new Rules(settings);
    }

    /** What the rules answered for one entry. */
    public record Decision(
            boolean active,
            Optional<String> organization,
            List<String> roles,
            SequencedMap<String, String> attributes) {}

    /** Which attributes of a user are decided about. */
    public Managed managed() {
        return managed;
    }

    /** The attributes that a reading of people needs. */
    public List<String> attributes() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(SettingsReader.sources(settings.people()));
        Settings.Rules written = settings.rules();
        List<String> expressions = new ArrayList<>(written.attributes().values());
        expressions.add(written.active());
        written.organization().ifPresent(expressions::add);
        written.roles().ifPresent(expressions::add);
        expressions.forEach(expression -> names.addAll(Expressions.attributes(expression)));
        return List.copyOf(names);
    }

    /**
     * What the rules say.
     *
     * @throws RuleException when one of them has no value for this entry
     */
    public Decision decide(Entry entry, List<String> groups) {
        Map<String, ?> variables = Map.of(
                "entry",
                entry.attributes(),
                "groups",
                groups,
                "dn",
                entry.dn(),
                "id",
                entry.id(),
                "enabled",
                entry.enabled());
        SequencedMap<String, String> values = new LinkedHashMap<>();
        attributes.forEach((target, rule) -> values.put(target.text(), rule.value(variables)));
        return new Decision(
                active.value(variables),
                organization.map(rule -> rule.value(variables)).filter(name -> !name.isEmpty()),
                roles.map(rule -> rule.value(variables)).orElse(List.of()).stream()
                        .distinct()
                        .sorted()
                        .toList(),
                values);
    }

    /**
     * The person that the server should have.
     *
     * @param names the names of all groups, by number
     * @throws RuleException when the entry cannot be sent, saying why
     */
    public Desired apply(Entry entry, List<String> names) {
        Decision decision =
                decide(entry, Arrays.stream(entry.groups()).mapToObj(names::get).toList());
        Attributes user = new Attributes();
        user.put("externalId", Json.text(entry.id()));
        settings.people()
                .mapping()
                .forEach((target, source) ->
                        entry.first(source).ifPresent(value -> user.put(target, checked(source, value))));
        attributes
                .keySet()
                .forEach(target -> Optional.ofNullable(decision.attributes().get(target.text()))
                        .filter(value -> !value.isEmpty())
                        .ifPresent(value -> user.put(target, checked(target.text(), value))));
        decision.organization().ifPresent(name -> user.put(settings.rules().organizationTarget(), name));
        if (!decision.roles().isEmpty()) {
            user.put(
                    "roles",
                    new Json.Arr(decision.roles().stream()
                            .<Json>map(role -> Json.Obj.EMPTY.with("value", Json.text(role)))
                            .toList()));
        }
        user.put("active", Json.bool(decision.active()));
        if (!user.has("userName")) {
            throw new RuleException(
                    "nothing for userName: the attribute it is mapped to is missing or may not be read");
        }
        return Desired.of(entry.id(), entry.seen(), user.json(), entry.groups());
    }

    private static String checked(String source, String value) {
        if (value.length() > Limits.VALUE_LENGTH) {
            throw new RuleException("%s is longer than %,d characters".formatted(source, Limits.VALUE_LENGTH));
        }
        return value;
    }
}
