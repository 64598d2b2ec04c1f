package org.rollcall.server.cli;

import java.util.List;
import java.util.Locale;

/** What it means that everybody leaves a provider, in words (P-8, P-9). */
final class Departure {

    private Departure() {}

    static void deletion(Terminal terminal, Item report) {
        Facts facts = new Facts();
        facts.add("Users who stay, without an owner", report.text("users"));
        facts.add("  of them active", report.text("activeUsers"));
        facts.add("  of them with roles of its groups, which stay", report.text("usersWithRolesOfGroups"));
        facts.add("Users whom it has deleted", report.text("deletedUsers"));
        facts.add("Deactivations to come", "%s: %s".formatted(report.text("pendingDeactivations"), pending(report)));
        facts.add("Effects that the brake holds, which do not happen", report.text("heldEffects"));
        facts.add("Users who were offered to it alone", report.text("usersOfferedToItAlone"));
        facts.add("Groups, which are removed", report.text("groups"));
        facts.add("Mapping rows, which are removed", report.text("mappingRows"));
        facts.print(terminal);
        terminal.print("");
        terminal.print(
                report.flag("dryRun")
                        ? "Nothing was changed. To delete provider %s, say the same with --yes."
                                .formatted(report.text("provider"))
                        : "Provider %s is deleted; its credentials are refused. Its users are being released."
                                .formatted(report.text("provider")));
    }

    private static String pending(Item report) {
        return report.text("pending").equals("keep")
                ? "they happen when they are due"
                : "they are cancelled; whoever is out stays blocked";
    }

    static void handOver(Terminal terminal, Item report) {
        String to = report.text("to");
        Facts facts = new Facts();
        facts.add("Users who change hands", report.text("users"));
        facts.add("  pushed by %s with the same externalId".formatted(to), report.text("pushedWithExternalId"));
        facts.add("  pushed with the same e-mail", report.text("pushedWithEmail"));
        facts.add("  pushed by userName alone", report.text("pushedByUserName"));
        facts.add("  not pushed yet", report.text("notPushedYet"));
        facts.add("Conflicts, who stay", report.text("conflicts"));
        facts.print(terminal);
        new Table(terminal, "STAYS", "%s HAS".formatted(to.toUpperCase(Locale.ROOT)), "WITH THE SAME")
                .print(report.items("items").stream()
                        .map(item -> List.of(item.text("userName"), item.text("other"), item.text("by")))
                        .toList());
        terminal.print("");
        terminal.print(handedOver(report));
    }

    private static String handedOver(Item report) {
        if (report.flag("dryRun")) {
            return "Nothing was changed. To hand them over, say the same with --yes.";
        }
        return report.text("users").equals("0")
                ? "Nobody is to be handed over."
                : "Provider %s is paused, and its users are being released for %s. The next push of each adopts it."
                        .formatted(report.text("from"), report.text("to"));
    }
}
