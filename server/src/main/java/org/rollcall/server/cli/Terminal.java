package org.rollcall.server.cli;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * Where output goes, always as UTF-8.
 *
 * @param width columns, when a person looks at it; empty for a file or a pipe, where nothing is cut
 */
record Terminal(PrintStream out, PrintStream err, OptionalInt width) {

    private static final int DEFAULT_WIDTH = 120;
    private static final File DEVICE = new File("/dev/tty");

    static Terminal of(OutputStream out, OutputStream err, OptionalInt width) {
        return new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                width);
    }

    static Terminal system() {
        Optional<Console> console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        return of(System.out, System.err, console.isPresent() ? OptionalInt.of(measured()) : OptionalInt.empty());
    }

    private static int measured() {
        return Optional.ofNullable(System.getenv("COLUMNS"))
                .flatMap(Terminal::number)
                .or(Terminal::asked)
                .filter(columns -> columns > 0)
                .orElse(DEFAULT_WIDTH);
    }

    /** What {@code stty} says: two numbers, rows and columns. */
    private static Optional<Integer> asked() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(DEVICE)
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            boolean done = stty.waitFor(1, TimeUnit.SECONDS) && stty.exitValue() == 0;
            return done ? number(answer.substring(answer.indexOf(' ') + 1)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<Integer> number(String text) {
        String digits = text.strip();
        return digits.matches("\\d{1,4}") ? Optional.of(Integer.valueOf(digits)) : Optional.empty();
    }

    /** One line for people; whoever named something cannot steer the terminal. */
    void print(String line) {
        out.println(Text.safe(line));
    }

    /** One line about what went wrong, or a hint that must not mix with data. */
    void say(String line) {
        err.println(Text.safe(line));
    }
}
