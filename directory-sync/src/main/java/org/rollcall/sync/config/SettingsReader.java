package org.rollcall.sync.config;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.yaml.Yaml;
import org.rollcall.scim.yaml.YamlException;
import org.rollcall.sync.base.Exit;
import org.rollcall.sync.base.Failure;
import org.rollcall.sync.config.Section.Problems;
import org.rollcall.sync.config.Settings.Credential;
import org.rollcall.sync.config.Settings.Gone;

/** Reads the file. All problems are told at once, each with its line, in the form that editors jump to. */
public final class SettingsReader {

    private static final Set<String> ALL =
            Set.of("directory", "people", "groups", "rules", "server", "safety", "state", "logs", "key");
    private static final Set<String> SECRET = Set.of("env", "file", "command", "encrypted");
    private static final String ORGANIZATION =
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:organization";

    private final Path folder;
    private final Problems problems = new Problems();
    private Path key = Path.of("sync.key");

    private SettingsReader(Path folder) {
        this.folder = folder;
    }

    /**
     * What the file says.
     *
     * @throws Failure with everything that is wrong
     */
    public static Settings read(Path file) {
        Yaml yaml = yaml(file);
        Path parent = file.toAbsolutePath().getParent();
        SettingsReader reader = new SettingsReader(parent == null ? Path.of("") : parent);
        Settings settings = reader.settings(yaml.json());
        if (!reader.problems.found().isEmpty()) {
            throw Failure.usage(words(yaml, reader.problems.found()));
        }
        return settings;
    }

    /** Any YAML file of the tool, as JSON. */
    public static Json document(Path file) {
        return yaml(file).json();
    }

    private static Yaml yaml(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Yaml.read(file.toString(), in);
        } catch (YamlException e) {
            throw Failure.usage(e.words());
        } catch (NoSuchFileException e) {
            throw Failure.usage("There is no file %s; `init` writes one.".formatted(file));
        } catch (IOException e) {
            throw new Failure(Exit.USAGE, "%s could not be read: %s".formatted(file, e.getMessage()));
        }
    }

    private static String words(Yaml yaml, Map<String, String> problems) {
        return String.join(
                "\n",
                problems.entrySet().stream()
                        .map(problem -> yaml.locate(
                                problem.getKey(),
                                problem.getKey().substring(problem.getKey().lastIndexOf('/') + 1) + ": "
                                        + problem.getValue()))
                        .toList());
    }

    private Settings settings(Json json) {
        Section all = new Section(json, "", problems, ALL);
        key = path(all.text("key").orElse("sync.key"));
        Settings.Directory directory =
                new DirectoryReader(this).directory(all.required("directory", DirectoryReader.KEYS));
        Kind kind = directory.kind();
        Section about = all.required("people", Set.of("search", "id", "stamp", "mapping", "attributes"));
        Settings.People people = people(about, kind);
        feeds(directory.changes(), people, about);
        return new Settings(
                directory,
                people,
                all.section("groups", Set.of("search", "id", "name", "member", "nested", "depth", "send"))
                        .map(section -> groups(section, kind)),
                rules(all.section(
                        "rules", Set.of("active", "organization", "organizationTarget", "roles", "attributes"))),
                server(all.required(
                        "server",
                        Set.of(
                                "url",
                                "token",
                                "user",
                                "password",
                                "trust",
                                "connections",
                                "attempts",
                                "timeout",
                                "silentAfter"))),
                safety(all.section("safety", Set.of("harmful", "share", "shrink", "fullEvery", "people", "groups"))),
                path(all.text("state").orElse("sync-state.jsonl")),
                path(all.text("logs").orElse("sync-logs")));
    }

    /** Relative paths are those beside the file, wherever the tool is started. */
    Path path(String text) {
        return folder.resolve(text).normalize();
    }

    /** What a directory tells of changes names entries by one attribute, which must be that of the file. */
    private static void feeds(Settings.Changes changes, Settings.People people, Section section) {
        String id = switch (changes) {
            case SCAN -> people.id();
            case CONTENT_SYNC -> "entryUUID";
            case DIRSYNC -> "objectGUID";
        };
        if (!people.id().equalsIgnoreCase(id)) {
            section.problem("id", "must be %s with directory.changes as it is; or write changes: scan".formatted(id));
        }
    }

    // ---- people and groups

    private Settings.People people(Section section, Kind kind) {
        return new Settings.People(
                new DirectoryReader(this).searches(section, kind.people()),
                section.text("id").orElse(kind.id()),
                section.text("stamp").orElse(kind.stamp()),
                mapping(section, kind),
                new TreeSet<>(section.texts("attributes")));
    }

    private SequencedMap<Target, String> mapping(Section section, Kind kind) {
        SequencedMap<String, String> sources = kind.mapping();
        section.section("mapping", Set.of())
                .ifPresent(given -> given.members().forEach((target, source) -> {
                    if (source instanceof Json.Null) {
                        sources.remove(target);
                    } else {
                        given.text(target).ifPresent(text -> sources.put(target, text));
                    }
                }));
        if (!sources.containsKey("userName")) {
            section.problem("mapping", "userName needs an attribute");
        }
        SequencedMap<Target, String> mapping = new LinkedHashMap<>();
        sources.forEach((target, source) -> target(section, "mapping", target).ifPresent(t -> mapping.put(t, source)));
        return mapping;
    }

    private Optional<Target> target(Section section, String key, String text) {
        Optional<Target> target = Target.of(text);
        if (target.isEmpty()
                || Set.of("id", "externalId", "meta", "schemas", "active", "groups", "password")
                        .contains(text)) {
            section.problem(
                    key,
                    "%s is no attribute that can be mapped; write title, name.givenName, emails[type eq \"work\"].value"
                                    .formatted(text)
                            + " or URN:attribute");
            return Optional.empty();
        }
        return target;
    }

    private Settings.Groups groups(Section section, Kind kind) {
        return new Settings.Groups(
                new DirectoryReader(this).searches(section, kind.groups()),
                section.text("id").orElse(kind.id()),
                section.text("name").orElse("cn"),
                section.text("member").orElse("member"),
                section.flag("nested", true),
                section.number("depth", 20, 1, 100),
                section.flag("send", true));
    }

    // ---- rules

    private Settings.Rules rules(Optional<Section> given) {
        Section section = given.orElseGet(() -> new Section(Json.Obj.EMPTY, "/rules", problems, Set.of()));
        SequencedMap<Target, String> attributes = new LinkedHashMap<>();
        section.section("attributes", Set.of())
                .ifPresent(values -> values.members()
                        .keySet()
                        .forEach(name -> target(section, "attributes", name)
                                .ifPresent(
                                        target -> values.text(name).ifPresent(rule -> attributes.put(target, rule)))));
        return new Settings.Rules(
                section.text("active").orElse("enabled"),
                section.text("organization"),
                target(
                                section,
                                "organizationTarget",
                                section.text("organizationTarget").orElse(ORGANIZATION))
                        .orElseGet(() -> Target.of(ORGANIZATION).orElseThrow()),
                section.text("roles"),
                attributes);
    }

    // ---- server and safety

    private Settings.Server server(Section section) {
        URI url = url(section);
        if (section.has("token") == section.has("password")) {
            section.problem("token", "give either token, or user and password");
        }
        Credential credential = section.has("password")
                ? new Credential.Basic(section.requiredText("user"), secret(section, "password"))
                : new Credential.Bearer(secret(section, "token"));
        return new Settings.Server(
                url,
                credential,
                section.text("trust").map(this::path),
                section.number("connections", 8, 1, 64),
                section.number("attempts", 6, 1, 20),
                section.duration("timeout", Duration.ofSeconds(60)),
                section.duration("silentAfter"));
    }

    private static URI url(Section section) {
        String text = section.requiredText("url");
        try {
            URI url = new URI(text.replaceAll("/+$", ""));
            String host = Optional.ofNullable(url.getHost()).orElse("");
            boolean local = host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
            boolean secure = "https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && local);
            if (host.isEmpty() || !secure || url.getRawQuery() != null || url.getRawFragment() != null) {
                section.problem("url", "must be https://… , or http:// on this machine, without a query");
            }
            return url;
        } catch (URISyntaxException e) {
            section.problem("url", "is no URL: " + e.getReason());
            return URI.create("https://invalid.invalid");
        }
    }

    /** Only ever a place where a secret is; one that stands in the file is refused. */
    Secret secret(Section section, String name) {
        if (section.get(name).filter(Json.Text.class::isInstance).isPresent()) {
            section.problem(
                    name,
                    "a secret does not stand in this file; write env, file, command or encrypted below it (see encrypt-secret)");
        }
        Optional<Section> given =
                section.get(name).filter(Json.Obj.class::isInstance).flatMap(json -> section.section(name, SECRET));
        if (given.isEmpty() || given.get().members().size() != 1) {
            section.problem(name, "needs exactly one of env, file, command or encrypted");
            return new Secret.Environment("?");
        }
        Section secret = given.get();
        return switch (secret.members().firstEntry().getKey()) {
            case "env" -> new Secret.Environment(secret.requiredText("env"));
            case "file" -> new Secret.File(path(secret.requiredText("file")));
            case "command" -> new Secret.Command(secret.texts("command"));
            default -> new Secret.Encrypted(secret.requiredText("encrypted"), key);
        };
    }

    private Settings.Safety safety(Optional<Section> given) {
        Section section = given.orElseGet(() -> new Section(Json.Obj.EMPTY, "/safety", problems, Set.of()));
        return new Settings.Safety(
                section.number("harmful", 10, 0, 10_000_000),
                section.number("share", 2, 0, 100),
                section.number("shrink", 20, 1, 100),
                section.duration("fullEvery", Duration.ofHours(24)),
                section.choice("people", Gone.REPORT, gone("deactivate"), "report, deactivate"),
                section.choice("groups", Gone.REPORT, gone("delete"), "report, delete"));
    }

    private static Function<String, Optional<Gone>> gone(String remove) {
        return text -> text.equals(remove)
                ? Optional.of(Gone.REMOVE)
                : Optional.of(Gone.REPORT).filter(report -> text.equals("report"));
    }

    /** The attributes that a configuration reads of a person, each once, in one spelling. */
    public static List<String> sources(Settings.People people) {
        Set<String> names = new TreeSet<>(Comparator.comparing((String name) -> name.toLowerCase(Locale.ROOT)));
        names.addAll(people.mapping().values());
        names.addAll(people.attributes());
        return List.copyOf(names);
    }
}
