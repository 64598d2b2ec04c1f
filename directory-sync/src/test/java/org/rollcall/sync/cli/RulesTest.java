package org.rollcall.sync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules over recorded entries (P-122). */
class RulesTest {

    @TempDir
    private Path folder;

    private Line tested(String rules, String cases) throws IOException {
        Path config = Files.writeString(folder.resolve("sync.yaml"), """
                directory:
                  servers: [ldaps://ldap.example.com]
                  bind: {method: anonymous}
                people: {search: ["dc=example,dc=com"]}
                server: {url: "https://rollcall.example.com/scim", token: {env: TOKEN}}
                rules:
                """ + rules.indent(2));
        Path file = Files.writeString(folder.resolve("cases.yaml"), "cases:\n" + cases);
        return Line.run("test", file.toString(), "--config", config.toString());
    }

    @Test
    void casesComeOutAsExpected() throws Exception {
        Line line = tested("""
                active: enabled && entry.first('employeeType') != 'external'
                organization: "dn.under('ou=Partners,dc=example,dc=com') ? 'Partners' : 'Company/' + dn.part('OU')[0]"
                roles: "groups.filter(g, g.startsWith('app-')).map(g, g.substring(4))"
                attributes: {nickName: "entry.values('cn').size() > 1 ? entry.CN[1] : ''"}
                """, """
                - name: somebody of the company
                  entry: {dn: "uid=a,ou=Sales,dc=example,dc=com", cn: [a, b], EmployeeType: internal}
                  groups: [app-crm, app-bi, other]
                  expect: {active: true, organization: Company/Sales, roles: [crm, bi], attributes: {nickName: b}}
                - name: a partner
                  entry: {dn: "uid=a,OU=Partners, DC=example,dc=com", employeeType: external}
                  expect: {active: false, organization: Partners, roles: []}
                - entry: {enabled: false, dn: "ou=x"}
                  expect: {active: false}
                """);
        assertThat(line.exit()).as(line.out() + line.err()).isZero();
        assertThat(line.out()).contains("ok    a partner", "ok    case 3", "3 of 3 as expected.");
    }

    @Test
    void whatComesOutOtherwiseIsShownAndTheExitCodeSaysSo() throws Exception {
        Line line = tested("active: enabled", """
                - name: wrong
                  entry: {enabled: false}
                  expect: {active: true}
                """);
        assertThat(line.exit()).isEqualTo(1);
        assertThat(line.out()).contains("WRONG wrong", "active: expected true, was false", "0 of 1 as expected.");
    }

    @Test
    void aRuleThatFailsIsAnErrorOfTheEntryAndNeverInactive() throws Exception {
        Line line = tested("active: entry.mail[0] != ''", """
                - name: without mail
                  entry: {uid: a}
                  expect: {error: "rule active"}
                - name: with mail
                  entry: {mail: a@example.com}
                  expect: {active: true}
                """);
        assertThat(line.exit()).as(line.out()).isZero();
    }

    @Test
    void aWrongDnInARuleIsAnErrorOfTheEntry() throws Exception {
        Line line = tested("active: dn.under('no dn at all')", """
                - entry: {uid: a}
                  expect: {error: "rule active"}
                """);
        assertThat(line.exit()).as(line.out() + line.err()).isZero();
    }

    @Test
    void aRuleThatWouldGoOnForeverIsStopped() throws Exception {
        Line line = tested("""
                active: "entry.values('x').all(a, entry.values('x').all(b, entry.values('x').all(c, a + b + c != '')))"
                """, """
                - entry: {x: [%s]}
                  expect: {error: "rule active"}
                """.formatted(
                        "'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's',"
                                + " 't', 'u', 'v', 'w', 'x', 'y', 'z'"));
        assertThat(line.exit()).as(line.out() + line.err()).isZero();
    }
}
