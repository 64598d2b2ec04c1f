package org.rollcall.server.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.LineNumber;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How our sources look, where the formatter and the compiler do not see to it. */
class TidyTest {

    private static final int FILE_LINES = 500;
    private static final int METHOD_LINES = 70;
    private static final int DOCUMENTATION_LINES = 5;

    private static List<String> places(List<SourceFile> files, Predicate<String> line) {
        return files.stream()
                .flatMap(file -> IntStream.range(0, file.lines().size())
                        .filter(i -> line.test(file.lines().get(i)))
                        .mapToObj(file::at))
                .toList();
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        Map<String, List<SourceFile>> packages =
                SourceFile.product().stream().collect(Collectors.groupingBy(SourceFile::folder));
        packages.forEach((folder, files) -> assertThat(files)
                .as(folder + " needs a package-info.java with at least %d lines", DOCUMENTATION_LINES)
                .anyMatch(file -> file.name().equals("package-info.java")
                        && file.lines().size() >= DOCUMENTATION_LINES
                        && !file.text().toLowerCase(Locale.ROOT).contains("placeholder")));
    }

    @Test
    void filesAreShort() {
        assertThat(SourceFile.java().stream()
                        .filter(file -> file.lines().size() > FILE_LINES)
                        .map(file -> file.path() + ": " + file.lines().size()))
                .as("longer than %d lines", FILE_LINES)
                .isEmpty();
    }

    // ---- methods

    /** By the line numbers in the class files, so that no way of writing deceives. The wiring is a constructor. */
    @Test
    void methodsAreShort() {
        assertThat(ArchitectureTest.ALL.stream().flatMap(TidyTest::longMethods))
                .as("longer than %d lines", METHOD_LINES)
                .isEmpty();
    }

    private static Stream<String> longMethods(JavaClass type) {
        return ClassFile.of().parse(bytes(type)).methods().stream()
                .filter(method -> !method.methodName().stringValue().startsWith("<"))
                .filter(method -> lines(method) > METHOD_LINES)
                .map(method -> "%s.%s: %d".formatted(type.getName(), method.methodName(), lines(method)));
    }

    /** From the first statement to the last, and the two lines around. */
    private static int lines(MethodModel method) {
        IntSummaryStatistics numbers = method.code().stream()
                .flatMap(CodeModel::elementStream)
                .flatMapToInt(element ->
                        element instanceof LineNumber number ? IntStream.of(number.line()) : IntStream.empty())
                .summaryStatistics();
        return numbers.getCount() == 0 ? 0 : numbers.getMax() - numbers.getMin() + 3;
    }

    private static byte[] bytes(JavaClass type) {
        try (InputStream in = type.getSource().orElseThrow().getUri().toURL().openStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---- what should not be there

    private static final Pattern CODE_IN_COMMENT =
            Pattern.compile("\\s*//.*(;|\\{|\\))\\s*|\\s*//\\s*(}|import |return |if \\(|for \\(|@[A-Z]).*");

    @Test
    void noCodeIsCommentedOut() {
        assertThat(places(
                        SourceFile.java(),
                        line -> CODE_IN_COMMENT.matcher(line).matches()
                                && !line.matches(".*\\w \\(?[\\w .,:;/-]+\\)\\s*")))
                .isEmpty();
    }

    /** Where everything is caught: at the edges, which tell of it, and where a part is closed before it is thrown on. */
    private static final Map<String, Integer> CATCHES = Map.ofEntries(
            Map.entry("server/src/main/java/org/rollcall/server/app/App.java", 2),
            Map.entry("server/src/main/java/org/rollcall/server/app/Main.java", 2),
            Map.entry("server/src/main/java/org/rollcall/server/bench/Suite.java", 1),
            Map.entry("server/src/main/java/org/rollcall/server/db/BackupFile.java", 1),
            Map.entry("server/src/main/java/org/rollcall/server/db/Database.java", 1),
            Map.entry("server/src/main/java/org/rollcall/server/db/Lookup.java", 1),
            Map.entry("server/src/main/java/org/rollcall/server/db/Notifications.java", 1),
            Map.entry("server/src/main/java/org/rollcall/server/db/embedded/EmbeddedPostgres.java", 1),
            Map.entry("server/src/main/java/org/rollcall/server/delivery/WebhookWorker.java", 1),
            Map.entry("server/src/main/java/org/rollcall/server/http/Dispatcher.java", 1),
            Map.entry("server/src/main/java/org/rollcall/server/http/Subrequests.java", 1),
            Map.entry("server/src/main/java/org/rollcall/server/work/Task.java", 1),
            Map.entry("server/src/main/java/org/rollcall/server/work/Worker.java", 1),
            Map.entry("rehearsal/src/main/java/org/rollcall/rehearsal/Crew.java", 1));

    private static final Pattern BROAD =
            Pattern.compile(".*catch \\((Exception|RuntimeException|Throwable|Error)\\b.*");

    @Test
    void exceptionsAreCaughtByNameExceptAtTheEdges() {
        Map<String, Integer> found = new TreeMap<>();
        SourceFile.product()
                .forEach(file -> file.lines().stream()
                        .filter(line -> BROAD.matcher(line).matches())
                        .forEach(line -> found.merge(file.path(), 1, Integer::sum)));
        assertThat(found).isEqualTo(new TreeMap<>(CATCHES));
    }

    private static final Pattern ERROR_STATUS =
            Pattern.compile(".*(Response\\.(json|text|streamed)|new Response|health)\\(\\s*[45]\\d\\d\\b.*");

    @Test
    void onlyOnePlaceAnswersWithAnError() {
        assertThat(places(
                        SourceFile.product().stream()
                                .filter(file -> !file.path().endsWith("/http/Errors.java"))
                                .toList(),
                        line -> ERROR_STATUS.matcher(line).matches()))
                .isEmpty();
    }

    /** Written backwards, so that this file does not have them. */
    private static final List<String> FORBIDDEN = List.of(
            "/krow/", "ceps/derahs", "ODOT", "EMXIF", "tnemelpmi ton", "edualc", "ciporhtna", "tpgtahc", "tolipoc");

    @Test
    void noWordIsThatDoesNotBelongHere() {
        Pattern words = Pattern.compile(FORBIDDEN.stream()
                .map(word -> Pattern.quote(new StringBuilder(word).reverse().toString()))
                .collect(Collectors.joining("|", "(?i)(?<!\\w)(", ")")));
        assertThat(places(
                        SourceFile.ending(
                                ".java", ".md", ".sql", ".json", ".yaml", ".xml", ".properties", ".sh", "/rollcall"),
                        line -> words.matcher(line).find()))
                .isEmpty();
    }
}
