package org.rollcall.scim.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.scim.Fixtures.FILTER_LIMITS;
import static org.rollcall.scim.Fixtures.GROUP;
import static org.rollcall.scim.Fixtures.USER;
import static org.rollcall.scim.Fixtures.refusal;
import static org.rollcall.scim.Fixtures.refused;

import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.scim.Fixtures;
import org.rollcall.scim.ScimType;
import org.rollcall.scim.schema.ResourceType;
import org.rollcall.scim.schema.SchemaReader;

class CheckedFilterTest {

    private static final ResourceType DESK = USER.with(
            SchemaReader.read(
                    Fixtures.object("{'id':'urn:example:desk','attributes':[{'name':'floor','type':'integer'},"
                            + "{'name':'tags','multiValued':true},{'name':'height','type':'decimal'},"
                            + "{'name':'badge','type':'binary','caseExact':true},{'name':'pin','returned':'never'},{'name':'vault','type':'complex','returned':'never',"
                            + "'subAttributes':[{'name':'code'}]}]}")),
            false);

    @Test
    void attributesAreFoundWhateverTheirCaseAndUrn() {
        assertThat(compare("USERNAME eq \"x\"").attribute().path().print()).isEqualTo("userName");
        assertThat(compare("urn:ietf:params:scim:schemas:core:2.0:User:userName eq \"x\""))
                .isEqualTo(compare("userName eq \"x\""));
        assertThat(compare("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq \"x\"")
                        .attribute()
                        .extension())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shoeSize eq 1",
                "members pr",
                "urn:example:unknown:x pr",
                "emails[shoeSize eq 1]",
                "emails[emails.type eq \"work\"]",
                "emails[value.x pr]",
                "userName[value eq \"x\"]",
                "active eq true and (title pr or shoeSize pr)"
            })
    void anUnknownAttributeIsRefusedQP93(String text) {
        assertThat(refused(() -> check(text))).isEqualTo(ScimType.INVALID_FILTER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password pr",
                "password eq \"x\"",
                "not (password ne \"x\")",
                "urn:ietf:params:scim:schemas:core:2.0:User:PASSWORD sw \"a\"",
                "urn:example:desk:pin gt \"1\"",
                "urn:example:desk:vault.code sw \"1\"",
                "urn:example:desk:vault[code sw \"1\"]"
            })
    void whatIsNeverReturnedCannotBeFilteredHD13(String text) {
        assertThat(refused(() -> check(text))).isEqualTo(ScimType.INVALID_FILTER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "active gt true",
                "active ge true",
                "active lt false",
                "active le false",
                "active co \"t\"",
                "emails[primary gt true]",
                "x509Certificates.value gt \"YQ==\"",
                "x509Certificates.value sw \"YQ==\"",
                "meta.created co \"2011\"",
                "urn:example:desk:floor sw 1"
            })
    void operatorsThatATypeDoesNotHaveAreRefusedB031(String text) {
        assertThat(refused(() -> check(text))).isEqualTo(ScimType.INVALID_FILTER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "active eq \"yes\"",
                "active eq 1",
                "active eq \" true\"",
                "meta.created gt \"yesterday\"",
                "meta.created gt 5",
                "urn:example:desk:floor eq \"3\"",
                "urn:example:desk:floor eq true",
                "userName gt null",
                "userName co null",
                "name eq \"x\""
            })
    void valuesOfAnotherTypeAreRefusedB039(String text) {
        assertThat(refused(() -> check(text))).isEqualTo(ScimType.INVALID_FILTER);
    }

    @Test
    void valuesGetTheTypeOfTheirAttribute() {
        assertThat(compare("userName eq \"x\"").value()).isEqualTo(new TypedLiteral.Text("x"));
        assertThat(compare("active eq true").value()).isEqualTo(new TypedLiteral.Bool(true));
        assertThat(compare("urn:example:desk:floor ge 3").value())
                .isEqualTo(new TypedLiteral.Decimal(new BigDecimal("3")));
        assertThat(compare("meta.created gt \"2011-05-13T04:42:34-07:00\"").value())
                .isEqualTo(new TypedLiteral.Instant(Instant.parse("2011-05-13T11:42:34Z")));
    }

    @ParameterizedTest
    @CsvSource({"active eq \"True\", true", "active eq \"FALSE\", false", "active eq True, true"})
    void entraMayWriteBooleansAsStringsQP40(String text, boolean value) {
        assertThat(compare(text).value()).isEqualTo(new TypedLiteral.Bool(value));
    }

    @ParameterizedTest
    @CsvSource({"externalId eq 12345, 12345", "externalId eq 81e57, 81e57", "externalId eq true, true"})
    void aBareValueIsTextWhereTheAttributeIsTextQP14(String text, String value) {
        assertThat(compare(text).value()).isEqualTo(new TypedLiteral.Text(value));
    }

    @Test
    void aComplexAttributeIsComparedByItsValueB035() {
        assertThat(check("emails co \"x\"")).isEqualTo(check("emails.value co \"x\""));
        assertThat(compare("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager eq \"x\"")
                        .attribute()
                        .leaf()
                        .name())
                .isEqualTo("value");
        assertThat(refusal(() -> check("name eq \"x\"")).detail()).contains("name.formatted");
    }

    @Test
    void nullMeansNotPresentB038() {
        assertThat(check("title eq null")).isEqualTo(check("not (title pr)"));
        assertThat(check("title ne null")).isEqualTo(check("title pr"));
    }

    @Test
    void bracketsResolveNamesInsideTheAttribute() {
        TypedFilter.ValuePath path = (TypedFilter.ValuePath) check("emails[type eq \"work\" and value co \"x\"]");
        TypedFilter.And inner = (TypedFilter.And) path.filter();

        assertThat(path.attribute().subAttribute()).isEmpty();
        assertThat(inner.terms())
                .extracting(
                        term -> ((TypedFilter.Compare) term).attribute().path().print())
                .containsExactly("emails.type", "emails.value");
    }

    @Test
    void aSimpleMultiValuedAttributeHasItsValuesAsValue() {
        TypedFilter.ValuePath path = (TypedFilter.ValuePath) check("urn:example:desk:tags[value eq \"x\"]");

        assertThat(((TypedFilter.Compare) path.filter()).attribute().subAttribute())
                .isEmpty();
        assertThat(refused(() -> check("urn:example:desk:tags[type eq \"x\"]"))).isEqualTo(ScimType.INVALID_FILTER);
    }

    @Test
    void membersCanBeFilteredByIdOnGroups() {
        assertThat(Filter.parse("members.value eq \"x\" and displayName eq \"y\"", FILTER_LIMITS)
                        .check(GROUP))
                .isInstanceOf(TypedFilter.And.class);
    }

    private static TypedFilter.Compare compare(String text) {
        return (TypedFilter.Compare) check(text);
    }

    private static TypedFilter check(String text) {
        return Filter.parse(text, FILTER_LIMITS).check(DESK);
    }
}
