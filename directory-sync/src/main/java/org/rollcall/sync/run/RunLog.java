package org.rollcall.sync.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.rollcall.sync.base.Failure;
import org.rollcall.sync.base.Limits;
import org.rollcall.sync.base.Text;
import org.rollcall.sync.base.Timing;

/** The log of one run: a file of its own that only its owner can read, because it names people. */
final class RunLog implements AutoCloseable {

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final PrintWriter out;
    private final Timing timing;

    private RunLog(PrintWriter out, Timing timing) {
        this.out = out;
        this.timing = timing;
    }

    /** Begins a log, and removes the oldest beyond the limit. */
    static RunLog begin(Path folder, Timing timing) {
        Path file = folder.resolve(NAME.format(timing.now()) + ".log");
        FileAttribute<?> owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try {
            Files.createDirectories(folder);
            removeOld(folder);
            if (!Files.exists(file)) {
                Files.createFile(file, owner);
            }
            return new RunLog(
                    new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND)),
                    timing);
        } catch (IOException e) {
            throw Failure.usage("The log %s could not be written: %s".formatted(file, e.getMessage()));
        }
    }

    private static void removeOld(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> logs = files.filter(path -> path.toString().endsWith(".log"))
                    .sorted()
                    .toList();
            for (Path old : logs.subList(0, Math.max(0, logs.size() - Limits.LOGS + 1))) {
                Files.deleteIfExists(old);
            }
        }
    }

    void line(String text) {
        Instant now = timing.now();
        out.println(now + " " + Text.safe(text));
        out.flush();
    }

    @Override
    public void close() {
        out.close();
    }
}
