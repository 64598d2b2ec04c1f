package org.rollcall.sync.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.rollcall.sync.base.Failure;
import org.rollcall.sync.base.Text;

/**
 * Where output goes and answers come from, as UTF-8.
 *
 * @param interactive whether a person looks at it
 */
public record Console(PrintStream out, PrintStream err, BufferedReader in, boolean interactive) {

    /** One on streams, for nobody to look at. */
    public static Console of(OutputStream out, OutputStream err, InputStream in) {
        return new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)),
                false);
    }

    static Console system() {
        boolean interactive = Optional.ofNullable(System.console())
                .filter(java.io.Console::isTerminal)
                .isPresent();
        Console plain = of(System.out, System.err, System.in);
        return new Console(plain.out(), plain.err(), plain.in(), interactive);
    }

    /** One line. */
    void print(String line) {
        out.println(Text.safe(line));
    }

    /** One line about what went wrong, or a hint. */
    void say(String line) {
        line.lines().forEach(part -> err.println(Text.safe(part)));
    }

    /** Asks, and takes what is in brackets when nothing is answered. */
    String ask(String question, String otherwise) {
        err.print(otherwise.isEmpty() ? question + ": " : "%s [%s]: ".formatted(question, otherwise));
        err.flush();
        String answer = line().strip();
        return answer.isEmpty() ? otherwise : answer;
    }

    /** Asks for what nobody should see; read from the input when that is no terminal. */
    String askSecret(String question) {
        return Optional.ofNullable(System.console())
                .filter(console -> interactive)
                .map(console -> console.readPassword("%s: ", question))
                .map(Console::taken)
                .orElseGet(() -> line().strip());
    }

    private static String taken(char[] secret) {
        String text = new String(secret);
        Arrays.fill(secret, ' ');
        return text;
    }

    private String line() {
        try {
            return Optional.ofNullable(in.readLine())
                    .orElseThrow(() -> Failure.usage("The input ended before all questions were answered."));
        } catch (IOException e) {
            throw Failure.usage("The input could not be read: " + e.getMessage());
        }
    }
}
