package org.rollcall.scim.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.scim.Fixtures.GROUP;
import static org.rollcall.scim.Fixtures.USER;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchemasTest {

    private final Schemas schemas = Schemas.standard();

    @Test
    void usersComeFirstQP101() {
        assertThat(schemas.resourceTypes())
                .extracting(ResourceType::name)
                .containsExactly("User", "Group", "Role", "Entitlement", "OktaRole", "OktaEntitlement");
        assertThat(schemas.schemas())
                .extracting(Schema::id)
                .startsWith(Schemas.USER, Schemas.ENTERPRISE_USER, Schemas.GROUP);
    }

    @Test
    void typesAndSchemasAreFoundInAnyCaseHD23() {
        assertThat(schemas.resourceType("user")).contains(schemas.user());
        assertThat(schemas.schema(Schemas.GROUP.toUpperCase(java.util.Locale.ROOT)))
                .isPresent();
        assertThat(schemas.resourceType("Users")).isEmpty();
    }

    @Test
    void userNameIsRequiredUniqueAndWithoutCaseA031() {
        Attribute userName = attribute(USER, "userName");

        assertThat(userName.required()).isTrue();
        assertThat(userName.caseExact()).isFalse();
        assertThat(userName.uniqueness()).isEqualTo(Attribute.Uniqueness.SERVER);
    }

    @Test
    void thePasswordIsWrittenAndNeverReturnedA035() {
        Attribute password = attribute(USER, "password");

        assertThat(password.mutability()).isEqualTo(Attribute.Mutability.WRITE_ONLY);
        assertThat(password.returned()).isEqualTo(Attribute.Returned.NEVER);
    }

    @Test
    void theDisplayNameOfAGroupIsRequiredErratum5368() {
        assertThat(attribute(GROUP, "displayName").required()).isTrue();
    }

    @Test
    void theGroupsOfAUserAreReadOnlyAndReferToGroupsOnlyErratum8471() {
        Attribute groups = attribute(USER, "groups");

        assertThat(groups.writable()).isFalse();
        assertThat(groups.subAttribute("$ref").orElseThrow().referenceTypes()).containsExactly("Group");
    }

    @Test
    void theIdOfAManagerIsCaseExactErratum8472() {
        Attribute manager = schemas.schema(Schemas.ENTERPRISE_USER)
                .flatMap(schema -> schema.attribute("manager"))
                .orElseThrow();

        assertThat(manager.subAttribute("value").orElseThrow().caseExact()).isTrue();
        assertThat(manager.subAttribute("displayName").orElseThrow().writable()).isFalse();
    }

    @Test
    void everyReferenceIsCaseExactA010() {
        assertThat(leaves().filter(leaf -> leaf.type() == Attribute.Type.REFERENCE))
                .isNotEmpty()
                .allMatch(Attribute::caseExact);
    }

    @Test
    void everyTypeOfAMultiValuedAttributeListsItsKnownValuesOrIsFree() {
        assertThat(attribute(USER, "emails").subAttribute("type").orElseThrow().canonicalValues())
                .containsExactly("work", "home", "other");
    }

    @Test
    void membersAreTheOneAttributeKeptAsRows() {
        assertThat(GROUP.attributes().stream().filter(GROUP::keptAsRows))
                .extracting(attribute -> attribute.attribute().name())
                .containsExactly("members");
        assertThat(USER.attributes()).noneMatch(USER::keptAsRows);
    }

    private static Attribute attribute(ResourceType type, String name) {
        return type.schema().attribute(name).orElseThrow();
    }

    private Stream<Attribute> leaves() {
        return schemas.schemas().stream()
                .flatMap(schema -> schema.attributes().stream())
                .flatMap(attribute -> Stream.concat(Stream.of(attribute), attribute.subAttributes().stream()));
    }
}
