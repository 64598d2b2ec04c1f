package org.rollcall.server.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rollcall.server.testing.Repository;

/** A file of the project, by its path from the root. */
record SourceFile(String path, List<String> lines) {

    private static final Set<String> NOT_OURS = Set.of(".git", "target", "data", ".idea", ".vscode");

    /** All files that people write and whose names end so, in the order of their paths. */
    static List<SourceFile> ending(String... endings) {
        Path root = Repository.root();
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> ours(root.relativize(file)))
                    .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> read(root, file))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean ours(Path path) {
        return IntStream.range(0, path.getNameCount())
                .mapToObj(path::getName)
                .map(Path::toString)
                .noneMatch(NOT_OURS::contains);
    }

    private static SourceFile read(Path root, Path file) {
        try {
            return new SourceFile(root.relativize(file).toString().replace('\\', '/'), Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    static List<SourceFile> java() {
        return ending(".java");
    }

    /** Java that is shipped. */
    static List<SourceFile> product() {
        return java().stream()
                .filter(file -> file.path().contains("/src/main/"))
                .toList();
    }

    static List<SourceFile> documents() {
        return ending(".md");
    }

    String text() {
        return String.join("\n", lines);
    }

    String folder() {
        return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
    }

    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** A place in this file, for messages; the first line is 0. */
    String at(int line) {
        return "%s:%d: %s".formatted(path, line + 1, lines.get(line).strip());
    }
}
