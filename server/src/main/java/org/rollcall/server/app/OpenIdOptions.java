package org.rollcall.server.app;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rollcall.server.access.OpenIdSettings;
import org.rollcall.server.access.OpenIdSettings.Given;
import org.rollcall.server.permission.Kind;
import picocli.CommandLine.Option;

/** The company's OpenID provider, as options and environment name it (P-112). */
final class OpenIdOptions {

    @Option(
            names = "--openid-issuer",
            defaultValue = "${env:ROLLCALL_OPENID_ISSUER}",
            description = "Issuer of the OpenID provider at which administrators sign in, such as"
                    + " https://login.example.com. Register PUBLIC-URL/console/openid/callback there.")
    private @Nullable String issuer;

    @Option(
            names = "--openid-client-id",
            defaultValue = "${env:ROLLCALL_OPENID_CLIENT_ID}",
            description = "This server's client id there. Its secret by ROLLCALL_OPENID_CLIENT_SECRET, or in a file.")
    private @Nullable String clientId;

    @Option(
            names = "--openid-client-secret-file",
            defaultValue = "${env:ROLLCALL_OPENID_CLIENT_SECRET_FILE}",
            description = "File that has the client's secret and nothing else.")
    private @Nullable String secretFile;

    @Option(
            names = "--openid-name-claim",
            defaultValue = "${env:ROLLCALL_OPENID_NAME_CLAIM:-email}",
            description = "Claim by which administrators are known here; email has to be a verified one.")
    private String nameClaim = "email";

    @Option(
            names = "--openid-kinds",
            defaultValue = "${env:ROLLCALL_OPENID_KINDS}",
            description = "Who is an administrator without being added: a claim, and which of its values gives which"
                    + " kind, such as groups:rollcall-admins=environment-administrator,auditors=log-viewer.")
    private @Nullable String kinds;

    /** Empty where no provider is named. What is wrong is added to the problems. */
    Optional<OpenIdSettings> settings(Optional<String> secretInEnvironment, List<String> problems) {
        return Optional.ofNullable(issuer).filter(text -> !text.isBlank()).map(text -> {
            Optional<String> claim = Optional.ofNullable(kinds).map(mapping -> mapping.split(":", 2)[0]);
            return new OpenIdSettings(
                    uri(text, problems),
                    required(Optional.ofNullable(clientId), "--openid-client-id", problems),
                    required(secret(secretInEnvironment, problems), "--openid-client-secret-file", problems),
                    nameClaim,
                    claim,
                    Optional.ofNullable(kinds)
                            .map(mapping -> given(mapping, problems))
                            .orElse(List.of()));
        });
    }

    private static String required(Optional<String> value, String name, List<String> problems) {
        if (value.filter(text -> !text.isBlank()).isEmpty()) {
            problems.add(name + " is missing; --openid-issuer needs it");
        }
        return value.orElse("");
    }

    private static URI uri(String text, List<String> problems) {
        try {
            URI uri = URI.create(text);
            boolean here = "http".equals(uri.getScheme()) && "127.0.0.1".equals(uri.getHost());
            if (here || ("https".equals(uri.getScheme()) && uri.getHost() != null)) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        problems.add("--openid-issuer must be an https URL, exactly as the provider writes its issuer");
        return URI.create("https://invalid.example");
    }

    private Optional<String> secret(Optional<String> inEnvironment, List<String> problems) {
        return SecretFile.or(
                Optional.ofNullable(secretFile).map(Path::of), inEnvironment, "--openid-client-secret-file", problems);
    }

    private static List<Given> given(String mapping, List<String> problems) {
        List<Given> given = new ArrayList<>();
        String[] parts = mapping.split(":", 2);
        for (String row : parts.length == 2 ? parts[1].split(",", -1) : new String[] {""}) {
            int at = row.lastIndexOf('=');
            Optional<Kind> kind = at < 1
                    ? Optional.empty()
                    : Kind.of(row.substring(at + 1)).filter(known -> known != Kind.ORGANIZATION_ADMINISTRATOR);
            kind.ifPresentOrElse(
                    known -> given.add(new Given(row.substring(0, at), known)),
                    () -> problems.add("--openid-kinds must be CLAIM:VALUE=KIND,VALUE=KIND with the kinds of the"
                            + " reference; organization-administrator is given by adding the administrator"));
        }
        return given;
    }
}
