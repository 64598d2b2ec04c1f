package org.rollcall.sync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.sync.base.Exit;
import org.rollcall.sync.base.Timing;
import org.rollcall.sync.config.Secrets;

/** The articles speak of what is there: examples are run, commands and exit codes are all named. */
class ArticlesTest {

    private static final String CONNECTIONS = """
            directory: {servers: [ldaps://ldap.example.com], bind: {method: anonymous}}
            server: {url: "https://rollcall.example.com/scim", token: {env: TOKEN}}
            """;
    private static final String PEOPLE = "people: {search: [\"dc=example,dc=com\"]}\n";

    @TempDir
    private Path folder;

    private static String article(String name) {
        try {
            return Files.readString(Path.of("..", "docs", "directory-sync", name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> yaml(String name) {
        return Pattern.compile("(?s)```yaml\\n(.*?)```")
                .matcher(article(name))
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    private Line validated(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("sync.yaml"), text);
        return Line.run("validate-config", "--config", file.toString());
    }

    @Test
    void everyExampleOfAConfigurationIsValid() throws Exception {
        for (String example : Stream.concat(yaml("configuring.md").stream(), yaml("rules.md").stream())
                .toList()) {
            if (!example.startsWith("cases:")) {
                String whole = example.startsWith("directory:")
                        ? example
                        : CONNECTIONS + (example.contains("people:") ? "" : PEOPLE) + example;
                Line line = validated(whole);
                assertThat(line.exit()).as(example + line.err()).isZero();
            }
        }
    }

    @Test
    void theRecordedCasesOfTheCookbookComeOutAsItSays() throws Exception {
        Path config = Files.writeString(
                folder.resolve("sync.yaml"),
                CONNECTIONS + PEOPLE + yaml("rules.md").getFirst());
        Path cases = Files.writeString(
                folder.resolve("cases.yaml"),
                yaml("rules.md").stream()
                        .filter(text -> text.startsWith("cases:"))
                        .findFirst()
                        .orElseThrow());
        Line line = Line.run("test", cases.toString(), "--config", config.toString());
        assertThat(line.exit()).as(line.out() + line.err()).isZero();
    }

    @Test
    void everyRecipeIsAValidRule() throws Exception {
        List<MatchResult> recipes = Pattern.compile("(?m)\\| `((?:active|organization|roles): .*?)` \\|$")
                .matcher(article("rules.md").replace("better as a filter of `people.search`; or ", ""))
                .results()
                .toList();
        assertThat(recipes).hasSizeGreaterThan(5);
        for (MatchResult recipe : recipes) {
            Line line = validated(CONNECTIONS + PEOPLE + "rules:\n  " + recipe.group(1) + "\n");
            assertThat(line.exit()).as(recipe.group(1) + line.err()).isZero();
        }
    }

    @Test
    void everyCommandAndEveryExitCodeIsDescribed() {
        Console console = Console.of(System.out, System.err, System.in);
        Surroundings surroundings =
                new Surroundings(console, new Secrets(name -> java.util.Optional.empty()), Timing.system());
        assertThat(SyncCli.create(surroundings).getSubcommands().keySet())
                .allSatisfy(command -> assertThat(article("installing.md")).contains("| `" + command));
        for (Exit exit : Exit.values()) {
            assertThat(article("scheduling.md")).contains("\n| %d |".formatted(exit.code()));
        }
    }

    @Test
    void theTemplateOfInitBecomesAValidConfiguration() throws Exception {
        Path file = folder.resolve("new.yaml");
        String answers =
                "openldap\nldaps://localhost:1\n\ncn=x,dc=\"y\ns3cret\nou=People,dc=y\n-\nhttps://rollcall.example.com/scim\nt0ken\n";
        Line line = Line.run(answers, Map.of(), "init", "--config", file.toString());
        assertThat(line.exit()).as("nobody listens there").isEqualTo(3);
        assertThat(line.out()).contains("Wrote " + file);
        assertThat(Line.run("validate-config", "--config", file.toString()).exit())
                .isZero();
        assertThat(Files.readString(file)).doesNotContain("s3cret", "t0ken").contains("cn=x,dc=\\\"y");
        assertThat(Line.run(answers, Map.of(), "init", "--config", file.toString())
                        .err())
                .contains("is there already");
    }
}
