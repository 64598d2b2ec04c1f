package org.rollcall.sync.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonWriter;
import org.rollcall.sync.base.Exit;
import org.rollcall.sync.base.Failure;
import org.rollcall.sync.cli.ConfigOption.Loaded;
import org.rollcall.sync.config.Kind;
import org.rollcall.sync.config.SecretBox;
import org.rollcall.sync.run.SyncRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code init}: asks, writes a commented configuration, and tests the connections with it. */
@Command(
        name = "init",
        description = "Ask a few questions, write a commented configuration, and test the connections.",
        mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private ConfigOption config = new ConfigOption();

    InitCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path file = config.file();
        if (Files.exists(file)) {
            throw Failure.usage("%s is there already; name another with --config, or remove it.".formatted(file));
        }
        write(file, filled(answers(file)));
        Console console = surroundings.console();
        console.print("Wrote %s. The secrets in it can only be read with the key file beside it.".formatted(file));
        Loaded loaded = config.load();
        try {
            new SyncRun(loaded.settings(), loaded.rules(), surroundings.secrets(), surroundings.timing())
                    .testConnections(console::print);
        } catch (Failure e) {
            console.say(e.words());
            console.print("Correct %s, then: rollcall-sync test-connection --config %s".formatted(file, file));
            return e.exit().code();
        }
        console.print("Next: rollcall-sync sync --dry-run --config %s".formatted(file));
        return Exit.DONE.code();
    }

    private Map<String, String> answers(Path file) {
        Console console = surroundings.console();
        String kind = console.ask("Kind of directory (active-directory, openldap, 389-ds, other)", "openldap");
        Kind known = Kind.of(kind).orElseThrow(() -> Failure.usage("There is no kind " + kind + "."));
        String server = console.ask("Directory server", "ldaps://ldap.example.com");
        String trust = console.ask("File with the certificates to trust; empty for those of Java", "");
        String dn = console.ask("Bind as (DN)", "cn=rollcall-sync,ou=Services,dc=example,dc=com");
        String password = encrypted(file, "Password of the directory account");
        String people = console.ask("People are below", "ou=People,dc=example,dc=com");
        String groups = console.ask("Groups are below; a dash for no groups", "ou=Groups,dc=example,dc=com");
        String url = console.ask("SCIM base URL of the provider", "https://rollcall.example.com/scim/KEY/v2");
        String token = encrypted(file, "Token of the provider");
        return Map.of(
                "KIND", known.title(),
                "SERVER", quoted(server),
                "SECURITY", security(server),
                "TRUST", trust.isEmpty() ? "# trust: ca.pem" : "trust: " + quoted(trust),
                "DN", quoted(dn),
                "PASSWORD", password,
                "PEOPLE", quoted(people),
                "GROUPS",
                        groups.equals("-")
                                ? "# groups:\n#   search: [ou=Groups,dc=example,dc=com]"
                                : "groups:\n  search: [" + quoted(groups) + "]",
                "URL", quoted(url),
                "TOKEN", token);
    }

    private static String security(String server) {
        return server.startsWith("ldaps:")
                ? "# security: tls            # starttls for ldap://; plain without protection"
                : "security: starttls          # plain sends everything without protection";
    }

    private String encrypted(Path file, String question) {
        String secret = surroundings.console().askSecret(question);
        if (secret.isEmpty()) {
            throw Failure.usage("%s: there was none in the input. Nothing was written.".formatted(question));
        }
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(""));
        SecureRandom random = new SecureRandom();
        return SecretBox.openOrCreate(folder.resolve("sync.key"), random).encrypt(secret, random);
    }

    /** JSON strings are YAML strings, whatever is in them. */
    private static String quoted(String text) {
        return JsonWriter.write(Json.text(text));
    }

    private static String filled(Map<String, String> answers) {
        String text = template();
        for (Map.Entry<String, String> answer : answers.entrySet()) {
            text = text.replace("{{" + answer.getKey() + "}}", answer.getValue());
        }
        return text;
    }

    private static String template() {
        try (InputStream in = InitCommand.class.getResourceAsStream("sync.yaml")) {
            if (in == null) {
                throw new IllegalStateException("the template is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw Failure.usage("The template could not be read: " + e.getMessage());
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw Failure.usage("%s appeared meanwhile; nothing was written.".formatted(file));
        } catch (IOException e) {
            throw Failure.usage("%s could not be written: %s".formatted(file, e.getMessage()));
        }
    }
}
