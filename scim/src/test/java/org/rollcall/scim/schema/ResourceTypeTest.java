package org.rollcall.scim.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.scim.Fixtures.GROUP;
import static org.rollcall.scim.Fixtures.USER;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceTypeTest {

    @ParameterizedTest
    @CsvSource({
        "userName, userName",
        "USERNAME, userName",
        "Name.GivenName, name.givenName",
        "emails, emails",
        "emails.value, emails.value",
        "id, id",
        "externalid, externalId",
        "meta.lastmodified, meta.lastModified",
        "schemas, schemas",
        "urn:ietf:params:scim:schemas:core:2.0:User:userName, userName",
        "URN:IETF:params:scim:schemas:CORE:2.0:user:USERNAME, userName",
        "urn:ietf:params:scim:schemas:core:2.0:User:id, id",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:user:Department, "
                + "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.VALUE, "
                + "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value"
    })
    void aPathIsFoundInAnySpellingAndGetsItsCanonicalOneHD23(String path, String canonical) {
        assertThat(AttributePath.parse(path).flatMap(USER::resolve))
                .get()
                .extracting(found -> found.path().print())
                .isEqualTo(canonical);
    }

    @Test
    void aFilterMayNameAnAttributeThatOnlyOneExtensionHas() {
        AttributePath manager = AttributePath.parse("manager").orElseThrow();

        assertThat(USER.resolveFiltered(manager).orElseThrow().schema()).isEqualTo(Schemas.ENTERPRISE_USER);
        assertThat(USER.resolve(manager)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "members",
                "userName.value",
                "name.middle",
                "urn:example:unknown:attribute",
                "urn:ietf:params:scim:schemas:core:2.0:User:department",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:userName",
                "urn:ietf:params:scim:schemas:core:2.0:Group:displayName",
                "constructor",
                "class.classLoader"
            })
    void whatTheTypeDoesNotHaveIsNotFound(String path) {
        assertThat(AttributePath.parse(path).flatMap(USER::resolve)).isEmpty();
    }

    @Test
    void anExtensionAttributeKnowsItsHome() {
        ResolvedAttribute found = AttributePath.parse(Schemas.ENTERPRISE_USER + ":manager.value")
                .flatMap(USER::resolve)
                .orElseThrow();

        assertThat(found.extension()).isTrue();
        assertThat(found.schema()).isEqualTo(Schemas.ENTERPRISE_USER);
        assertThat(found.leaf().name()).isEqualTo("value");
        assertThat(found.withoutSub().leaf().name()).isEqualTo("manager");
    }

    @Test
    void commonAttributesBelongToNoExtension() {
        ResolvedAttribute found = GROUP.resolve(AttributePath.of("externalId")).orElseThrow();

        assertThat(found.extension()).isFalse();
        assertThat(found.schema()).isEqualTo(Schemas.GROUP);
    }
}
