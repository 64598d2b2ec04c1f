package org.rollcall.sync.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.rollcall.sync.base.Exit;
import org.rollcall.sync.base.Failure;
import org.rollcall.sync.base.Text;
import org.rollcall.sync.base.Timing;
import org.rollcall.sync.config.Secrets;
import org.rollcall.sync.scim.RefusedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** Puts the command line together. */
@Command(
        name = "rollcall-sync",
        description = "Provisions people and groups from an LDAP directory into Rollcall.",
        mixinStandardHelpOptions = true,
        version = "rollcall-sync",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Each command says more with --help."},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or nothing to do",
            "1:the server refused some steps, or a rule answered otherwise than expected",
            "2:wrong usage, or a problem in the configuration",
            "3:the directory could not be read completely; nothing was changed",
            "4:the plan needs --confirm; nothing was changed",
            "5:the server could not be reached or did not accept the credential",
            "6:another run is going on"
        })
public final class SyncCli {

    private SyncCli() {}

    /** Runs a command and answers its exit code. */
    public static int run(Console console, Secrets secrets, Timing timing, String... arguments) {
        return create(new Surroundings(console, secrets, timing)).execute(arguments);
    }

    /** The command line, for whoever describes it. */
    static CommandLine create(Surroundings surroundings) {
        return new CommandLine(new SyncCli())
                .addSubcommand(new InitCommand(surroundings))
                .addSubcommand(new ValidateConfigCommand(surroundings))
                .addSubcommand(new TestConnectionCommand(surroundings))
                .addSubcommand(new TestCommand(surroundings))
                .addSubcommand(new SyncCommand(surroundings))
                .addSubcommand(new ExplainCommand(surroundings))
                .addSubcommand(new StatusCommand(surroundings))
                .addSubcommand(new EncryptSecretCommand(surroundings))
                .setOut(new PrintWriter(surroundings.console().out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(surroundings.console().err(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler(SyncCli::misused)
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(surroundings.console(), failure));
    }

    private static int misused(ParameterException misuse, String[] arguments) {
        CommandLine command = misuse.getCommandLine();
        command.getErr().println(Text.safe(String.valueOf(misuse.getMessage())));
        command.getErr()
                .println("Try: %s --help".formatted(command.getCommandSpec().qualifiedName()));
        return Exit.USAGE.code();
    }

    private static int failed(Console console, Exception failure) throws Exception {
        return switch (failure) {
            case Failure expected -> {
                console.say(expected.words());
                yield expected.exit().code();
            }
            case RefusedException refused -> {
                console.say("The server refused a question: %s. Nothing was changed.".formatted(refused.words()));
                yield Exit.SERVER.code();
            }
            default -> throw failure;
        };
    }
}
