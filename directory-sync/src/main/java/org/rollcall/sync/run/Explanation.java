package org.rollcall.sync.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonWriter;
import org.rollcall.sync.base.Failure;
import org.rollcall.sync.base.Timing;
import org.rollcall.sync.config.Secrets;
import org.rollcall.sync.config.Settings;
import org.rollcall.sync.config.Target;
import org.rollcall.sync.directory.Entry;
import org.rollcall.sync.directory.LdapDirectory;
import org.rollcall.sync.directory.Memberships;
import org.rollcall.sync.directory.People;
import org.rollcall.sync.plan.Comparison;
import org.rollcall.sync.plan.Plan;
import org.rollcall.sync.plan.Step;
import org.rollcall.sync.rules.Desired;
import org.rollcall.sync.rules.RuleException;
import org.rollcall.sync.rules.Rules;
import org.rollcall.sync.scim.ScimServer;

/** Everything about one person: the entry, what each rule says, what is sent, what the server has, what would change. */
public final class Explanation {

    private final Settings settings;
    private final Rules rules;
    private final Secrets secrets;
    private final Timing timing;
    private final List<String> lines = new ArrayList<>();

    public Explanation(Settings settings, Rules rules, Secrets secrets, Timing timing) {
        this.settings = settings;
        this.rules = rules;
        this.secrets = secrets;
        this.timing = timing;
    }

    /**
     * The lines about whoever has this user name, mail address, uid or id. A name that looks like a filter is a name.
     *
     * @throws Failure when nobody has it
     */
    public List<String> of(String name) {
        try (LdapDirectory directory = LdapDirectory.connect(settings.directory(), secrets)) {
            Memberships memberships = settings.groups()
                    .map(groups -> Memberships.read(directory, groups))
                    .orElse(Memberships.NONE);
            People people = new People(directory, settings, memberships, timing.now());
            List<Entry> found = new ArrayList<>();
            people.having(name, List.of(userName(), "mail", "uid"), rules.attributes(), found::add);
            people.problems().forEach(problem -> lines.add("%s: %s".formatted(problem.dn(), problem.words())));
            if (found.isEmpty()) {
                throw Failure.usage(
                        "Nobody within people.search has %s as user name, mail, uid or id.".formatted(name));
            }
            found.forEach(entry -> about(entry, memberships));
        }
        return lines;
    }

    private String userName() {
        return settings.people().mapping().entrySet().stream()
                .filter(mapped -> mapped.getKey().text().equals("userName"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("uid");
    }

    private void about(Entry entry, Memberships memberships) {
        List<String> names =
                memberships.groups().stream().map(Memberships.Group::name).toList();
        List<String> groups = Arrays.stream(entry.groups()).mapToObj(names::get).toList();
        lines.add("Entry " + entry.dn());
        lines.add("  id: " + entry.id());
        lines.add("  enabled: " + entry.enabled());
        entry.attributes()
                .forEach((attribute, values) -> lines.add("  %s: %s".formatted(attribute, String.join(" | ", values))));
        lines.add("Groups: " + (groups.isEmpty() ? "none" : String.join(", ", groups)));
        try {
            decisions(rules.decide(entry, groups));
            compare(rules.apply(entry, names), memberships);
        } catch (RuleException e) {
            lines.add("Not sent: " + e.words());
        }
    }

    private void decisions(Rules.Decision decision) {
        Settings.Rules written = settings.rules();
        lines.add("Rules");
        lines.add("  active: %s   (%s)".formatted(decision.active(), written.active()));
        written.organization()
                .ifPresent(rule -> lines.add("  organization: %s   (%s)"
                        .formatted(decision.organization().orElse("none"), rule)));
        written.roles().ifPresent(rule -> lines.add("  roles: %s   (%s)".formatted(decision.roles(), rule)));
        for (Map.Entry<Target, String> rule : written.attributes().entrySet()) {
            String name = rule.getKey().text();
            lines.add("  %s: %s   (%s)".formatted(name, decision.attributes().get(name), rule.getValue()));
        }
    }

    private void compare(Desired desired, Memberships memberships) {
        lines.add("Sent: " + JsonWriter.write(desired.attributes()));
        Optional<List<Memberships.Group>> sent =
                settings.groups().filter(Settings.Groups::send).map(groups -> memberships.groups());
        Comparison comparison =
                new Comparison(rules.managed(), settings.safety(), Map.of(desired.id(), desired), Set.of(), true, sent);
        Map<String, Json.Obj> current = new HashMap<>();
        try (ScimServer server = ScimServer.connect(settings.server(), secrets, timing)) {
            if (sent.isPresent()) {
                server.groups(comparison::group);
            }
            server.usersOf(List.of(desired.id()), user -> current.put(desired.id(), user));
            if (current.isEmpty()) {
                server.find("userName", List.of(desired.userName()), user -> current.put(desired.id(), user));
            }
        }
        Optional<Json.Obj> user = Optional.ofNullable(current.get(desired.id()));
        lines.add("Server: " + user.map(JsonWriter::write).orElse("no such user"));
        user.ifPresent(comparison::person);
        Plan plan = comparison.plan(List.of(), 0);
        List<String> changes = plan.steps().stream()
                .filter(step -> concerns(step, desired.id()))
                .map(step -> "  %s: %s".formatted(step.kind().words(), step.line()))
                .toList();
        lines.add(changes.isEmpty() ? "The next run changes nothing about this person." : "The next run would");
        lines.addAll(changes);
    }

    private static boolean concerns(Step step, String id) {
        return step.id().equals(id)
                || (step instanceof Step.Members members
                        && (members.added().contains(id) || !members.removed().isEmpty()));
    }
}
