package org.rollcall.rehearsal.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EndpointTest {

    private static final Credential TOKEN = Credential.bearer("s3cret");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://id.example/scim/v2",
                "https://id.example/scim/v2/",
                "https://id.example/scim/v2//",
                " https://id.example/scim/v2 ",
                "https://id.example/scim/v2?aadOptscim062020",
                "https://id.example/scim/v2/?aadOptscim062020"
            })
    void theBaseUrlIsTakenAsAdministratorsPasteIt(String pasted) {
        assertThat(Endpoint.of(pasted, TOKEN).uri("/Users?count=1"))
                .hasToString("https://id.example/scim/v2/Users?count=1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"id.example/scim", "ftp://id.example/", "https:///scim", "/scim/v2", "https://u:p@id.example/"})
    void anythingElseIsRefused(String pasted) {
        assertThatThrownBy(() -> Endpoint.of(pasted, TOKEN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCredentialIsNeverRenderedAsText() {
        Endpoint bearer = Endpoint.of("https://id.example/scim/v2", TOKEN);
        Endpoint basic = Endpoint.of("https://id.example/scim/v2", Credential.basic("ana", "s3cret"));
        assertThat(bearer.toString() + basic).doesNotContain("s3cret").doesNotContain("ana");
    }

    @Test
    void credentialsBecomeAuthorizationHeaders() {
        assertThat(TOKEN.authorization()).isEqualTo("Bearer s3cret");
        assertThat(Credential.basic("ana", "geheim").authorization()).isEqualTo("Basic YW5hOmdlaGVpbQ==");
    }

    @Test
    void aFilterIsWrittenAsEachProviderWritesIt() {
        Filter filter = Filter.eq("userName", "o\"b\\r+1@x.example").and(Filter.eq("id", "7"));
        assertThat(filter.expression()).isEqualTo("userName eq \"o\\\"b\\\\r+1@x.example\" and id eq \"7\"");
        assertThat(filter.withPlus()).startsWith("userName+eq+%22o%5C%22b%5C%5Cr%2B1%40x.example%22+and+id");
        assertThat(filter.withPercent20()).startsWith("userName%20eq%20%22o%5C%22b%5C%5Cr%2B1%40x.example%22%20and");
    }
}
