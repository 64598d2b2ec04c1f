package org.rollcall.server.cli;

/** What the deletion of a provider means, in words (P-8). */
final class Departure {

    private Departure() {}

    static void print(Terminal terminal, Item report) {
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
}
