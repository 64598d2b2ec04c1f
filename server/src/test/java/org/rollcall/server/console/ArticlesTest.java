package org.rollcall.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rollcall.server.journal.Action;
import org.rollcall.server.testing.Repository;
import org.rollcall.server.testing.RunningServer;

/** The articles are shown in the console, lead somewhere, and say what the console says. */
class ArticlesTest {

    private static final Path FOLDER = Repository.root().resolve("docs/providers");
    private static final Pattern REFERENCE = Pattern.compile("(?:href|src)=\"(/console/help/[^\"]+)\"");

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static Visitor robin;

    @BeforeAll
    static void signIn() {
        robin = new Visitor(server);
        robin.setUp();
    }

    private static String article(String name) {
        return Repository.text("docs/providers/" + name + ".md");
    }

    private static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".md"))
                    .map(name -> name.replace(".md", "").toLowerCase(Locale.ROOT))
                    .toList();
        }
    }

    @Test
    void eachIsServedAndEachReferenceLeadsToAnother() throws IOException {
        Set<String> references = new TreeSet<>();
        for (String name : names()) {
            String page = robin.get("/console/help/providers/" + name).text();
            assertThat(page).as(name).contains("rc-article").doesNotContain(".md\"", ".md</a>", "<script>alert");
            REFERENCE.matcher(page).results().map(found -> found.group(1)).forEach(references::add);
        }
        assertThat(references)
                .hasSizeGreaterThan(15)
                .allSatisfy(
                        path -> assertThat(robin.get(path).status()).as(path).isEqualTo(200));
        assertThat(robin.get("/console/help/providers/nothing").status()).isEqualTo(404);
        assertThat(new Visitor(server).get("/console/help/providers/okta").status())
                .isEqualTo(303);
    }

    @Test
    void eachFileThatIsReferredToIsThere() throws IOException {
        for (String name : names()) {
            String text = article(name.equals("readme") ? "README" : name);
            assertThat(Pattern.compile("\\]\\(([^)#:]+)\\)")
                            .matcher(text)
                            .results()
                            .map(MatchResult::group))
                    .allSatisfy(reference -> assertThat(FOLDER.resolve(reference.replaceAll("^\\]\\(|\\)$", "")))
                            .exists());
        }
    }

    @ParameterizedTest
    @EnumSource(Guide.class)
    void theArticleOfAProviderHasTheStepsAndFieldsOfTheConsole(Guide guide) {
        String article = article(guide.key());
        String flat = article.replaceAll("\\s+", " ");
        assertThat(guide.steps()).allSatisfy(step -> assertThat(flat).contains(step));
        assertThat(guide.lines()).allSatisfy(line -> assertThat(article).contains("| " + line.label() + " |"));
    }

    @Test
    void eachPageLeadsToTheArticlesAboutIt() {
        assertThat(About.values())
                .allSatisfy(about -> assertThat(robin.get(about.path()).status())
                        .as(about.path())
                        .isEqualTo(200));
        assertThat(robin.get("/console/roles").text()).contains(About.ROLES.path(), About.ROLES.label());
    }

    @Test
    void everyActionOfTheLogIsExplained() {
        String article = article("sync-log");
        assertThat(Action.values()).allSatisfy(action -> assertThat(article).contains("`" + action.label() + "`"));
    }
}
