package org.rollcall.sync.config;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rollcall.scim.json.Json;
import org.rollcall.sync.config.Settings.Bind;
import org.rollcall.sync.config.Settings.Changes;
import org.rollcall.sync.config.Settings.Host;
import org.rollcall.sync.config.Settings.Search;
import org.rollcall.sync.config.Settings.Security;

/** The part of the file that is about the directory. */
final class DirectoryReader {

    static final Set<String> KEYS = Set.of(
            "kind",
            "servers",
            "security",
            "trust",
            "verifyHost",
            "bind",
            "pageSize",
            "timeout",
            "followReferrals",
            "changes");
    private static final Set<String> BIND =
            Set.of("method", "dn", "password", "certificate", "key", "principal", "keytab", "realm", "kdc");
    private static final Set<String> SEARCH = Set.of("base", "scope", "filter");
    private static final Host NOBODY = new Host("invalid.invalid", 636);

    private final SettingsReader reader;

    DirectoryReader(SettingsReader reader) {
        this.reader = reader;
    }

    Settings.Directory directory(Section section) {
        Set<String> schemes = new HashSet<>();
        List<Host> servers = section.texts("servers").stream()
                .map(text -> server(section, text, schemes))
                .toList();
        if (servers.isEmpty()) {
            section.problem("servers", "name at least one, such as ldaps://dc1.example.com");
        }
        if (schemes.size() > 1) {
            section.problem("servers", "use ldaps:// for all or ldap:// for all");
        }
        Security security = security(section, schemes.contains("ldap"));
        return new Settings.Directory(
                section.choice("kind", Kind.OTHER, Kind::of, "active-directory, openldap, 389-ds, other"),
                servers,
                security,
                section.text("trust").map(reader::path),
                section.flag("verifyHost", true),
                bind(section.required("bind", BIND), security),
                section.number("pageSize", 500, 1, 10_000),
                section.duration("timeout", Duration.ofSeconds(60)),
                section.flag("followReferrals", false),
                section.choice(
                        "changes",
                        Changes.SCAN,
                        text -> switch (text) {
                            case "scan" -> Optional.of(Changes.SCAN);
                            case "content-sync" -> Optional.of(Changes.CONTENT_SYNC);
                            case "dirsync" -> Optional.of(Changes.DIRSYNC);
                            default -> Optional.empty();
                        },
                        "scan, content-sync, dirsync"));
    }

    private static Host server(Section section, String text, Set<String> schemes) {
        try {
            URI uri = new URI(text);
            String scheme = Optional.ofNullable(uri.getScheme()).orElse("");
            String host = Optional.ofNullable(uri.getHost()).orElse("");
            boolean bare = Optional.ofNullable(uri.getRawPath()).orElse("").matches("/?");
            if (!Set.of("ldap", "ldaps").contains(scheme) || host.isEmpty() || !bare) {
                section.problem("servers", text + " is not of the form ldaps://host or ldap://host:port");
                return NOBODY;
            }
            schemes.add(scheme);
            return new Host(host, uri.getPort() > 0 ? uri.getPort() : scheme.equals("ldaps") ? 636 : 389);
        } catch (URISyntaxException e) {
            section.problem("servers", text + " is no URL");
            return NOBODY;
        }
    }

    private static Security security(Section section, boolean ldap) {
        Security usual = ldap ? Security.STARTTLS : Security.TLS;
        Security security = section.choice(
                "security",
                usual,
                text -> switch (text) {
                    case "tls" -> Optional.of(Security.TLS);
                    case "starttls" -> Optional.of(Security.STARTTLS);
                    case "plain" -> Optional.of(Security.PLAIN);
                    default -> Optional.empty();
                },
                "tls, starttls, plain");
        if (ldap == (security == Security.TLS)) {
            section.problem(
                    "security", "does not fit: ldaps:// is tls; ldap:// is starttls, or plain without protection");
        }
        return security;
    }

    private Bind bind(Section section, Security security) {
        String method = section.text("method").orElse("simple");
        return switch (method) {
            case "simple" -> new Bind.Simple(section.requiredText("dn"), reader.secret(section, "password"));
            case "anonymous" -> new Bind.Anonymous();
            case "external" -> {
                if (security == Security.PLAIN) {
                    section.problem("method", "external needs TLS");
                }
                yield new Bind.External(
                        reader.path(section.requiredText("certificate")), reader.path(section.requiredText("key")));
            }
            case "gssapi" -> gssapi(section);
            default -> {
                section.problem("method", "must be one of simple, external, gssapi, anonymous");
                yield new Bind.Anonymous();
            }
        };
    }

    /** Java takes realm and KDC both from here or both from {@code krb5.conf}, and a port only from there. */
    private Bind gssapi(Section section) {
        Optional<String> realm = section.text("realm");
        Optional<String> kdc = section.text("kdc");
        if (realm.isPresent() != kdc.isPresent()) {
            section.problem("realm", "goes together with kdc; without both, Java's krb5.conf says them");
        }
        if (kdc.filter(host -> host.contains(":")).isPresent()) {
            section.problem("kdc", "is a host without a port; another port than 88 can only stand in krb5.conf");
        }
        return new Bind.Gssapi(
                section.requiredText("principal"), section.text("keytab").map(reader::path), realm, kdc);
    }

    /** A text or a list: each a base, or a section with base, scope and filter. */
    List<Search> searches(Section section, String filter) {
        Json given = section.get("search").orElse(Json.Arr.EMPTY);
        List<Json> elements = given instanceof Json.Arr list ? list.elements() : List.of(given);
        List<Search> searches = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            Json element =
                    elements.get(i) instanceof Json.Text text ? Json.Obj.EMPTY.with("base", text) : elements.get(i);
            searches.add(search(section, element, given instanceof Json.Arr ? "search/" + i : "search", filter));
        }
        if (searches.isEmpty()) {
            section.problem("search", "say where to search, such as ou=People,dc=example,dc=com");
        }
        return searches;
    }

    private static Search search(Section section, Json element, String name, String filter) {
        Section search = section.within(element, name, SEARCH);
        String base = search.requiredText("base");
        String found = search.text("filter").orElse(filter);
        if (!DN.isValidDN(base)) {
            search.problem("base", "is no DN");
        }
        try {
            Filter.create(found);
        } catch (LDAPException e) {
            search.problem("filter", "is no LDAP filter: " + e.getMessage());
        }
        return new Search(base, search.choice("scope", true, DirectoryReader::scope, "sub, one"), found);
    }

    private static Optional<Boolean> scope(String text) {
        return switch (text) {
            case "sub" -> Optional.of(true);
            case "one" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
