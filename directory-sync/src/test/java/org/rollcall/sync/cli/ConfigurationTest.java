package org.rollcall.sync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The file is read strictly, and everything that is wrong is told at once, with its line (P-121, P-122, H-L6, H-L7). */
class ConfigurationTest {

    private static final String GOOD = """
            directory:
              kind: openldap
              servers: [ldaps://ldap.example.com]
              bind: {dn: "cn=sync,dc=example,dc=com", password: {env: PASSWORD}}
            people:
              search: ["ou=People,dc=example,dc=com"]
            server:
              url: https://rollcall.example.com/scim/key/v2
              token: {env: TOKEN}
            rules:
              active: enabled
            """;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void begin() {
        file = folder.resolve("sync.yaml");
    }

    private Line validated(String text) throws IOException {
        Files.writeString(file, text);
        return Line.run("validate-config", "--config", file.toString());
    }

    private void refused(String text, String... words) throws IOException {
        Line line = validated(text);
        assertThat(line.exit()).as(line.err()).isEqualTo(2);
        assertThat(line.err()).contains(words);
    }

    @Test
    void aGoodFileSaysWhatItReadsAndSends() throws Exception {
        Line line = validated(GOOD);
        assertThat(line.exit()).as(line.err()).isZero();
        assertThat(line.out()).contains("is valid", "cn, departmentNumber", "externalId, userName, active, name");
    }

    @Test
    void anAttributeThatOnlyARuleNamesIsReadToo() throws Exception {
        assertThat(validated(GOOD.replace("active: enabled", "active: enabled && entry.first('employeeType') != 'x'"))
                        .out())
                .contains("employeeType");
    }

    @Test
    void allProblemsAreToldWithTheirLines() throws Exception {
        refused(
                GOOD.replace("kind: openldap", "kind: novell").replace("people:", "peeple:"),
                "sync.yaml:2: kind: must be one of",
                "peeple: unknown key",
                "people: is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"password: secret", "password: {env: A, file: b}", "password: {plain: x}", "password: {}"})
    void aSecretDoesNotStandInTheFile(String secret) throws Exception {
        refused(GOOD.replace("password: {env: PASSWORD}", secret), "sync.yaml:4: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ldap://h, ldaps://i         | use ldaps:// for all
            http://h                    | is not of the form
            ldaps://h/dc=x              | is not of the form
            """)
    void serversAreUrlsOfOneKind(String servers, String words) throws Exception {
        refused(GOOD.replace("ldaps://ldap.example.com", servers), words);
    }

    @Test
    void protectionIsOnlyLeftOutInWords() throws Exception {
        refused(GOOD.replace("servers:", "security: plain\n  servers:"), "security: does not fit");
        assertThat(validated(GOOD.replace("ldaps:", "ldap:")).exit()).isZero();
        refused(GOOD.replace("https:", "http:"), "must be https://");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            enabled ? 1 : 0             | expected type 'bool' but found 'int'
            enable                      | undeclared reference to 'enable'
            entry.first(1)              | found no matching overload
            entry.first('x') == 3       | found no matching overload
            enabled &&                  | rules/active
            """)
    void aRuleWithAWrongTypeIsRefusedBeforeAnythingIsDone(String rule, String words) throws Exception {
        refused(GOOD.replace("active: enabled", "active: \"%s\"".formatted(rule)), "rules/active", words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"active", "id", "externalId", "emails[type ne \\\"work\\\"].value", "a b", "name."})
    void whatCannotBeMappedIsRefused(String target) throws Exception {
        refused(
                GOOD.replace("people:", "people:\n  mapping: {\"%s\": mail}".formatted(target)),
                "is no attribute that can be mapped");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            realm: EXAMPLE.COM                        | goes together with kdc
            kdc: kdc.example.com                      | goes together with kdc
            'realm: EXAMPLE.COM, kdc: "kdc.example.com:88"' | kdc: is a host without a port
            """)
    void kerberosIsDescribedAsJavaUnderstandsIt(String more, String words) throws Exception {
        refused(GOOD.replaceAll("bind: .*", "bind: {method: gssapi, principal: sync, %s}".formatted(more)), words);
    }

    @Test
    void aFilterThatIsNoneIsRefused() throws Exception {
        refused(
                GOOD.replace("[\"ou=People,dc=example,dc=com\"]", "[{base: \"ou=People\", filter: \"(uid=*\"}]"),
                "filter: is no LDAP filter");
    }

    @Test
    void withoutAFileItSaysHowToGetOne() {
        Line line = Line.run("sync", "--config", folder.resolve("none.yaml").toString());
        assertThat(line.exit()).isEqualTo(2);
        assertThat(line.err()).contains("`init` writes one");
    }
}
