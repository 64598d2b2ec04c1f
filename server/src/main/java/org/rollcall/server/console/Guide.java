package org.rollcall.server.console;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.rollcall.server.provider.ProviderKind;
import org.rollcall.server.provider.Providers;

/** How to connect each kind of provider: where its screen is, and what its fields are called there. */
public enum Guide {
    OKTA(
            "Okta",
            List.of(
                    "In the Okta Admin Console open Applications, add your application or open it, and on the tab General"
                            + " choose SCIM as provisioning.",
                    "On the tab Provisioning open Integration, press Edit and enter the fields shown here.",
                    "Press Test Connector Configuration, save, then tick Create Users, Update User Attributes and"
                            + " Deactivate Users under To App.",
                    "Assign people on the tab Assignments; push groups on the tab Push Groups."),
            List.of(
                    new Line("SCIM connector base URL", Value.BASE_URL, ""),
                    new Line("Unique identifier field for users", Value.TEXT, "userName"),
                    new Line(
                            "Supported provisioning actions",
                            Value.TEXT,
                            "Push New Users, Push Profile Updates, Push Groups"),
                    new Line("Authentication Mode", Value.MODE, "HTTP Header|Basic Auth"),
                    new Line("Authorization (Bearer)", Value.TOKEN, ""),
                    new Line("Username", Value.USER, ""),
                    new Line("Password", Value.PASSWORD, ""))),
    ENTRA(
            "Entra ID",
            List.of(
                    "In the Microsoft Entra admin center open Enterprise applications and your application, or create one"
                            + " that is not in the gallery.",
                    "Open Provisioning, choose Automatic, and under Admin Credentials enter the fields shown here.",
                    "Press Test Connection, then save.",
                    "Assign people and groups under Users and groups, then press Start provisioning. Entra sends changes"
                            + " about every 40 minutes."),
            List.of(
                    new Line("Tenant URL", Value.BASE_URL, "?aadOptscim062020"),
                    new Line("Secret Token", Value.TOKEN, ""))),
    PINGONE(
            "PingOne",
            List.of(
                    "In PingOne open Integrations, Provisioning, press + and choose New connection, Identity store, SCIM"
                            + " Outbound.",
                    "Under Configure authentication enter the fields shown here, then press Test connection.",
                    "Enable the connection and add a rule that says whom it provisions."),
            List.of(
                    new Line("SCIM base URL", Value.BASE_URL, ""),
                    new Line("Users resource", Value.TEXT, "/Users"),
                    new Line("Groups resource", Value.TEXT, "/Groups"),
                    new Line("SCIM version", Value.TEXT, "2.0"),
                    new Line("Authentication method", Value.MODE, "OAuth 2 Bearer Token|Basic Authentication"),
                    new Line("OAuth Access Token", Value.TOKEN, ""),
                    new Line("Basic Auth User", Value.USER, ""),
                    new Line("Basic Auth Password", Value.PASSWORD, ""))),
    PINGFEDERATE(
            "PingFederate",
            List.of(
                    "Install the SCIM connector, then create an SP connection with Outbound Provisioning of the type SCIM"
                            + " Connector.",
                    "On the tab Target enter the fields shown here.",
                    "On the tab Manage Channels say which source provides whom, and activate the channel and the"
                            + " connection."),
            List.of(
                    new Line("SCIM URL", Value.BASE_URL, ""),
                    new Line("SCIM Version", Value.TEXT, "2.0"),
                    new Line("Authentication Methods", Value.MODE, "OAuth 2 Bearer Token|Basic Authentication"),
                    new Line("Access Token", Value.TOKEN, ""),
                    new Line("Basic Authentication Username", Value.USER, ""),
                    new Line("Basic Authentication Password", Value.PASSWORD, ""),
                    new Line("Unique User Identifier", Value.TEXT, "userName"))),
    ONELOGIN(
            "OneLogin",
            List.of(
                    "In OneLogin open Applications, press Add App and choose SCIM Provisioner with SAML (SCIM v2"
                            + " Enterprise).",
                    "On the tab Configuration enter the fields shown here, then press Enable under API Status.",
                    "On the tab Provisioning tick Enable provisioning, and assign people on the tab Access."),
            List.of(new Line("SCIM Base URL", Value.BASE_URL, ""), new Line("SCIM Bearer Token", Value.TOKEN, ""))),
    JUMPCLOUD(
            "JumpCloud",
            List.of(
                    "In the JumpCloud Admin Portal open SSO Applications, add a custom application and choose Export users"
                            + " to this app (Identity Management).",
                    "On the tab Identity Management enter the fields shown here, then press Test Connection and Activate.",
                    "Tick Enable management of User Groups, save, and choose groups on the tab User Groups."),
            List.of(
                    new Line("SCIM Version", Value.TEXT, "SCIM 2.0"),
                    new Line("Base URL", Value.BASE_URL, ""),
                    new Line("Token Key", Value.TOKEN, ""),
                    new Line("Test User Email", Value.TEXT, "an address that no person has"))),
    DIRECTORY_SYNC(
            "Active Directory, LDAP",
            List.of(
                    "On a host that reaches the directory and this server, install the directory-sync tool: a JDK 25 and"
                            + " one jar.",
                    "Run rollcall-sync init. It asks for the fields shown here and for an account of the directory, and"
                            + " tests both connections.",
                    "Look at the plan with rollcall-sync sync --dry-run, run rollcall-sync sync, then let a timer do it."),
            List.of(
                    new Line("SCIM base URL of the provider", Value.BASE_URL, ""),
                    new Line("Token of the provider", Value.TOKEN, ""))),
    OTHER(
            "Other SCIM",
            List.of(
                    "Open the provisioning settings of your identity provider and choose SCIM 2.0.",
                    "Enter the fields shown here and test the connection.",
                    "Choose whom and which groups it provisions, and start it."),
            List.of(
                    new Line("Base URL", Value.BASE_URL, ""),
                    new Line("Bearer token", Value.TOKEN, ""),
                    new Line("User name", Value.USER, ""),
                    new Line("Password", Value.PASSWORD, "")));

    /** What a field of the provider's screen takes. */
    public enum Value {
        BASE_URL,
        TOKEN,
        USER,
        PASSWORD,
        /** One of two words: with a token, with user and password. */
        MODE,
        TEXT
    }

    /**
     * A field of the provider's screen.
     *
     * @param text a fixed value, or what is put behind the base URL
     */
    public record Line(String label, Value value, String text) {}

    private final String label;
    private final List<String> steps;
    private final List<Line> lines;

    Guide(String label, List<String> steps, List<Line> lines) {
        this.label = label;
        this.steps = List.copyOf(steps);
        this.lines = List.copyOf(lines);
    }

    public String label() {
        return label;
    }

    /** The name in addresses and forms. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public List<String> steps() {
        return steps;
    }

    List<Line> lines() {
        return lines;
    }

    /** Whether it can also send a user name and a password. */
    boolean basic() {
        return lines.stream().anyMatch(line -> line.value() == Value.USER);
    }

    static Guide of(String key) {
        return Arrays.stream(values())
                .filter(guide -> guide.key().equals(key))
                .findFirst()
                .orElse(OTHER);
    }

    /** What kind of provider is connected so. */
    ProviderKind kind() {
        return this == DIRECTORY_SYNC ? ProviderKind.DIRECTORY_SYNC : ProviderKind.SCIM;
    }

    /** How a provider is connected; which product an identity provider is, its name probably tells. */
    static Guide of(Providers.Listed provider) {
        return provider.source().kind() == ProviderKind.DIRECTORY_SYNC ? DIRECTORY_SYNC : guess(provider.name());
    }

    private static Guide guess(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(guide -> guide.kind() == ProviderKind.SCIM)
                .filter(guide -> lower.contains(guide.key()) || (guide == ENTRA && lower.contains("azure")))
                .findFirst()
                .orElse(OTHER);
    }
}
