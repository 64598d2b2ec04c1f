package org.rollcall.server.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.base.Digests;
import org.rollcall.server.testing.Client;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;

/** A secret is shown once and is nowhere afterwards (H-A5, H-S1, P-20). */
class SecretsTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private final TestTenant tenant = server.tenant();

    @Test
    void areInNoTableInWhateverForm() {
        TestProvider okta = tenant.provider("okta");
        String token = okta.scim().authorization().substring("Bearer ".length());
        String password = apiCredentials("ping").at("/password");
        String admin = tenant.admin().authorization().substring("Bearer ".length());
        okta.user("ana");
        okta.scim().post("/Users", body("{'userName':'ana'}"));
        okta.scim().get("/Users?access_token=" + token);
        new Client(okta.scim().base(), "Bearer " + admin).get("/Users");

        String dump = server.dump();
        for (String secret : List.of(token, password, admin)) {
            assertThat(forms(secret)).as("%d characters", secret.length()).noneMatch(dump::contains);
        }
        assertThat(dump)
                .as("the digest is there, or this test looks in the wrong place")
                .contains(HexFormat.of().formatHex(Digests.sha256(token)));
    }

    @Test
    void areShownWhenTheyAreMadeAndNeverAgain() {
        Answer made = apiCredentials("ping");
        assertThat(made.at("/password")).hasSizeGreaterThan(40);
        String listed = tenant.admin().get("/api/v1/providers").text() + tenant.log() + tenant.events();
        assertThat(listed).contains(made.at("/username")).doesNotContain(made.at("/password"));
    }

    @Test
    void haveAtLeast128RandomBitsAndAPrefixThatScannersKnow() {
        String token = tenant.provider("okta").scim().authorization();
        assertThat(token).matches("Bearer rct_[0-9a-f]{64}");
        assertThat(tenant.provider("entra").scim().authorization()).isNotEqualTo(token);
        assertThat(tenant.admin().authorization()).matches("Bearer rca_[a-z0-9]{16}_[0-9a-f]{64}");
    }

    /** P-20: Basic is for API credentials, a bearer token for tokens; neither passes for the other. */
    @Test
    void openTheDoorOnlyInTheSchemeTheyWereMadeFor() {
        Answer made = apiCredentials("ping");
        String user = made.at("/username");
        String password = made.at("/password");
        String base = made.at("/baseUrl");
        assertThat(status(base, basic(user, password))).isEqualTo(200);
        for (String header : List.of(
                "Bearer " + password,
                password,
                basic("", password),
                basic(user + "x", password),
                basic(user.toUpperCase(java.util.Locale.ROOT), password),
                basic(user, password + " "),
                basic(user, ""),
                basic(user, password.substring(1)))) {
            assertThat(status(base, header)).as(header.substring(0, 5)).isEqualTo(401);
        }

        TestProvider okta = tenant.provider("okta");
        String token = okta.scim().authorization().substring("Bearer ".length());
        assertThat(status(okta.scim().base(), "bearer   " + token + " ")).isEqualTo(200);
        assertThat(status(okta.scim().base(), token))
                .as("one provider sends the token alone")
                .isEqualTo(200);
        assertThat(status(okta.scim().base(), basic("okta", token))).isEqualTo(401);
        assertThat(status(okta.scim().base(), basic("", token))).isEqualTo(401);
    }

    private static int status(String base, String authorization) {
        return new Client(base, authorization).get("/Users").status();
    }

    private static String basic(String user, String password) {
        return "Basic " + base64(user + ":" + password);
    }

    private Answer apiCredentials(String name) {
        Answer made = tenant.admin()
                .post("/api/v1/providers", body("{'name':'%s','credential':'api-credentials'}".formatted(name)));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made;
    }

    private static Stream<String> forms(String secret) {
        String random = secret.substring(secret.lastIndexOf('_') + 1);
        byte[] text = secret.getBytes(StandardCharsets.UTF_8);
        byte[] bits = HexFormat.of().parseHex(random);
        return Stream.of(
                secret,
                random,
                base64(secret).replace("=", ""),
                Base64.getEncoder().withoutPadding().encodeToString(bits),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bits),
                HexFormat.of().formatHex(text));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
