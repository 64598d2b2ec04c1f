package org.rollcall.server.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Puts the command line together. */
public final class RollcallCli {

    private static final int HELP_WIDTH = 100;

    private RollcallCli() {}

    /**
     * The command line, to be run by {@link CommandLine#execute}, which answers the exit code.
     *
     * @param extraSubcommands annotated commands that are no clients of the API, listed first
     */
    public static CommandLine create(Object... extraSubcommands) {
        return create(Terminal.system(), InstantSource.system(), extraSubcommands);
    }

    static CommandLine create(Terminal terminal, InstantSource time, Object... extraSubcommands) {
        Server server = new Server(terminal, time);
        CommandLine line = new CommandLine(new RollcallCommand());
        for (Object extra : extraSubcommands) {
            line.addSubcommand(extra);
        }
        line.addSubcommand(new RehearseCommand(terminal));
        clients(server).forEach(line::addSubcommand);
        return line.setUsageHelpWidth(Math.clamp(terminal.width().orElse(HELP_WIDTH), 60, HELP_WIDTH))
                .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler(RollcallCli::misused)
                .setExecutionExceptionHandler(RollcallCli::failed);
    }

    private static List<Object> clients(Server server) {
        return List.of(
                new StatusCommand(server),
                new ProviderCommand(server),
                new ApplyCommand(server),
                new ExportCommand(server),
                new JobCommand(server),
                new UsersCommand(server),
                new UserCommand(server),
                new ConflictsCommand(server),
                new BrakeCommand(server),
                new HoldCommand(server),
                new ExplainCommand(server),
                new ExpressionCommand(server),
                new LogCommand(server),
                new RefusalsCommand(server),
                new UndoCommand(server),
                new RequestsCommand(server),
                new DoctorCommand(server),
                new DriftCommand(server),
                new AuditCommand(server),
                new AdministratorCommand(server),
                new ApplicationCommand(server),
                new MailCommand(server),
                new TokenCommand(server),
                new EventsCommand(server));
    }

    /** One sentence and where to read on, instead of a page of usage in which the sentence is lost. */
    private static int misused(ParameterException misuse, String[] arguments) {
        CommandLine command = misuse.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(Text.safe(String.valueOf(misuse.getMessage())));
        CommandLine.UnmatchedArgumentException.printSuggestions(misuse, err);
        err.println("Try: %s --help".formatted(command.getCommandSpec().qualifiedName()));
        return Exit.ENVIRONMENT;
    }

    private static int failed(Exception failure, CommandLine command, ParseResult arguments) throws Exception {
        PrintWriter err = command.getErr();
        return switch (failure) {
            case Failure expected -> {
                expected.words().lines().map(Text::safe).forEach(err::println);
                yield expected.exitCode();
            }
            case RefusedException refused -> {
                err.println(Text.safe(refused.detail()));
                refused.problems()
                        .forEach(problem ->
                                err.println(Text.safe("%s: %s".formatted(problem.pointer(), problem.detail()))));
                yield refused.exitCode();
            }
            default -> throw failure;
        };
    }
}
