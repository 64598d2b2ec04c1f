package org.rollcall.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rollcall.scim.yaml.Yaml;
import org.rollcall.server.configuration.ConfigurationReader;
import picocli.CommandLine;

/** The pages about the command line and its file say what is so. */
class DocumentsTest {

    private static final Path ROOT = Path.of("..");
    private static final Path CONFIGURATION = ROOT.resolve("docs/reference/configuration.md");
    private static final Path COMMANDS = ROOT.resolve("docs/reference/command-line.md");

    private static List<String> blocks(Path page, String language) throws IOException {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(page))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    private static List<Path> articles() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("docs/providers"))) {
            return files.filter(file -> file.toString().endsWith(".md")).toList();
        }
    }

    static List<String> examples() throws IOException {
        List<String> examples = new ArrayList<>(blocks(CONFIGURATION, "yaml"));
        for (Path article : articles()) {
            examples.addAll(blocks(article, "yaml"));
        }
        return examples;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleOfAConfigurationIsOne(String example) throws IOException {
        Yaml yaml = Yaml.read("example", new ByteArrayInputStream(example.getBytes(StandardCharsets.UTF_8)));
        assertThatCode(() -> ConfigurationReader.read(yaml.json())).doesNotThrowAnyException();
    }

    @Test
    void everyCommandAndOptionIsOnThePage() throws IOException {
        String page = Files.readString(COMMANDS);
        assertThat(commands(RollcallCli.create())
                        .filter(command -> !command.getCommandName().equals("rollcall")))
                .allSatisfy(command -> {
                    assertThat(page).contains(command.getCommandName());
                    assertThat(command.getCommandSpec().options())
                            .allSatisfy(option -> assertThat(page).contains("`" + option.longestName()));
                });
    }

    private static Stream<CommandLine> commands(CommandLine line) {
        return Stream.concat(
                Stream.of(line), line.getSubcommands().values().stream().flatMap(DocumentsTest::commands));
    }

    static List<String> calls() throws IOException {
        List<String> calls = new ArrayList<>();
        List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md"), COMMANDS, CONFIGURATION));
        pages.addAll(articles());
        for (Path page : pages) {
            blocks(page, "sh")
                    .forEach(block -> block.lines()
                            .map(String::strip)
                            .filter(call -> call.matches("(\\./)?rollcall .*"))
                            .filter(call ->
                                    RollcallCli.create().getSubcommands().containsKey(words(call)[1]))
                            .forEach(calls::add));
        }
        return calls;
    }

    @ParameterizedTest
    @MethodSource("calls")
    void everyCallOfACommandIsUnderstood(String call) {
        String[] words = words(call);
        String[] arguments = Arrays.copyOfRange(words, 1, words.length);
        assertThatCode(() -> RollcallCli.create().parseArgs(arguments)).doesNotThrowAnyException();
    }

    /** Words, and texts in double quotes. */
    private static String[] words(String call) {
        return Pattern.compile("\"([^\"]*)\"|(\\S+)")
                .matcher(call)
                .results()
                .map(DocumentsTest::word)
                .toArray(String[]::new);
    }

    private static String word(MatchResult word) {
        return word.group(1) == null ? word.group(2) : word.group(1);
    }
}
