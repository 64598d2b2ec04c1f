package org.rollcall.server.cli;

import picocli.CommandLine.Command;

/** The command {@code rollcall}. What it says of help and exit codes holds for all commands. */
@Command(
        name = "rollcall",
        description = "Provisions users from identity providers into an application.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Each command says more with --help."},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or nothing to do",
            "1:the server refused, or a problem was found",
            "2:wrong usage, no server, or no access"
        })
final class RollcallCommand {}
