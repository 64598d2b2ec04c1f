package org.rollcall.server.console;

import java.util.Arrays;
import java.util.List;

/** Which article is about which pages, by their entry of the menu. */
public enum About {
    CONNECTING("Connecting a provider", "providers/readme", "overview", "providers"),
    ORGANIZATIONS(
            "Where somebody belongs", "providers/organization-mapping", "organizations", "groups", "jobs", "providers"),
    ROLES("Who may do what", "providers/role-mapping", "roles", "groups", "providers"),
    LEAVING("Leaving, and legal hold", "providers/leaving", "people", "holds"),
    BRAKE("The brake", "providers/brake", "brake"),
    LOG("Reading the sync log", "providers/sync-log", "people", "log", "audit"),
    MAIL("Mail to administrators", "providers/mail", "settings"),
    TROUBLE("Troubleshooting", "providers/troubleshooting", "overview", "conflicts", "log", "requests", "refusals"),
    CONFIGURATION("The configuration, key by key", "reference/configuration", "configuration");

    private final String label;
    private final String article;
    private final List<String> sections;

    About(String label, String article, String... sections) {
        this.label = label;
        this.article = article;
        this.sections = List.of(sections);
    }

    public String label() {
        return label;
    }

    public String path() {
        return Articles.PATH + "/" + article;
    }

    static List<About> section(String section) {
        return Arrays.stream(values())
                .filter(about -> about.sections.contains(section))
                .toList();
    }
}
