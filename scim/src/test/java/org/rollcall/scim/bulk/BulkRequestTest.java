package org.rollcall.scim.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.scim.Fixtures.json;
import static org.rollcall.scim.Fixtures.object;
import static org.rollcall.scim.Fixtures.refusal;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.ScimType;

class BulkRequestTest {

    private static final String BULK = "{'schemas':['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],%s}";

    private static BulkRequest read(String rest) {
        return BulkRequest.read(
                json(BULK.formatted(rest)), 3, List.of("https://x.example/scim/okta/v2", "/scim/okta/v2"));
    }

    private static BulkOperation operation(String text) {
        return read("'Operations':[" + text + "]").operations().getFirst();
    }

    @Test
    void anOperationIsReadAsItWasSentB083() {
        BulkRequest bulk = read("'failOnErrors':2,'Operations':[{'method':'POST','path':'/Users','bulkId':'a',"
                + "'version':'W/\\'1\\'','data':{'userName':'ana'}}]");

        assertThat(bulk.failOnErrors()).isEqualTo(OptionalInt.of(2));
        assertThat(bulk.operations())
                .containsExactly(new BulkOperation(
                        Optional.of("POST"),
                        Optional.of("/Users"),
                        Optional.of("a"),
                        Optional.of("W/\"1\""),
                        Optional.of(object("{'userName':'ana'}")),
                        Optional.empty()));
    }

    @Test
    void namesInTheEnvelopeHaveNoCaseAndNullIsAbsent() {
        BulkRequest bulk = BulkRequest.read(
                json("{'SCHEMAS':['URN:ietf:params:scim:api:messages:2.0:BULKREQUEST'],'failOnErrors':null,"
                        + "'operations':[{'METHOD':'DELETE','Path':'/Users/1','bulkid':null,'data':{'x':1}}]}"),
                1,
                List.of());

        assertThat(bulk.failOnErrors()).isEmpty();
        BulkOperation operation = bulk.operations().getFirst();
        assertThat(operation.defect()).isEmpty();
        assertThat(operation.bulkId()).isEmpty();
        assertThat(operation.data()).as("a DELETE has no body").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "'x'",
                "null",
                "{}",
                "{'schemas':[],'Operations':[{}]}",
                "{'schemas':'urn:ietf:params:scim:api:messages:2.0:BulkRequest','Operations':[{}]}",
                "{'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],'Operations':[{}]}",
                "{'Operations':[{'method':'DELETE','path':'/Users/1'}]}"
            })
    void whatDoesNotSayThatItIsABulkIsNone(String body) {
        assertThat(refusal(() -> BulkRequest.read(json(body), 3, List.of())).type())
                .contains(ScimType.INVALID_SYNTAX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'x':1",
                "'Operations':null",
                "'Operations':{}",
                "'Operations':[]",
                "'Operations':['x']",
                "'Operations':[{'method':'POST'},null]",
                "'Operations':[{'method':'POST','Method':'PUT'}]",
                "'Operations':[{}],'operations':[{}]",
                "'failOnErrors':0,'Operations':[{}]",
                "'failOnErrors':-1,'Operations':[{}]",
                "'failOnErrors':1.5,'Operations':[{}]",
                "'failOnErrors':1e30,'Operations':[{}]",
                "'failOnErrors':'1','Operations':[{}]"
            })
    void aMalformedEnvelopeIsRefusedAsAWhole(String rest) {
        ScimError refusal = refusal(() -> read(rest));

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.type()).contains(ScimType.INVALID_SYNTAX);
    }

    @Test
    void moreOperationsThanAllowedAreTooLargeAndTheLimitIsNamedB091() {
        assertThat(read("'Operations':[{},{},{}]").operations()).hasSize(3);
        ScimError refusal = refusal(() -> read("'Operations':[{},{},{},{}]"));

        assertThat(refusal.status()).isEqualTo(413);
        assertThat(refusal.detail()).contains("3", "maxOperations");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'method':'GET','path':'/Users'}",
                "{'method':'post','path':'/Users','bulkId':'a','data':{}}",
                "{'method':5,'path':'/Users','data':{}}",
                "{'path':'/Users','data':{}}",
                "{'method':'PUT','data':{}}",
                "{'method':'PUT','path':'','data':{}}",
                "{'method':'PUT','path':['/Users'],'data':{}}",
                "{'method':'PUT','path':'/Users/1'}",
                "{'method':'PATCH','path':'/Users/1','data':null}",
                "{'method':'POST','path':'/Users','bulkId':'a'}",
                "{'method':'POST','path':'/Users','data':{}}",
                "{'method':'POST','path':'/Users','bulkId':'','data':{}}",
                "{'method':'POST','path':'/Users','bulkId':1,'data':{}}",
                "{'method':'DELETE','path':'/Users/1','version':1}"
            })
    void aMalformedOperationIsAnErrorOfItsOwn(String text) {
        ScimError defect = operation(text).defect().orElseThrow();

        assertThat(defect.status()).isEqualTo(400);
        assertThat(defect.type()).contains(ScimType.INVALID_SYNTAX);
    }

    @Test
    void twoThatMakeSomethingUnderOneBulkIdAreBothRefused() {
        List<BulkOperation> operations = read("'Operations':["
                        + "{'method':'POST','path':'/Users','bulkId':'a','data':{}},"
                        + "{'method':'DELETE','path':'/Users/1','bulkId':'a'},"
                        + "{'method':'POST','path':'/Groups','bulkId':'a','data':{}}]")
                .operations();

        assertThat(operations.get(0).defect()).isPresent();
        assertThat(operations.get(1).defect()).as("refers to nothing").isEmpty();
        assertThat(operations.get(2).defect()).isPresent();
    }

    @Test
    void aPathIsTakenBelowTheBaseHoweverItIsWritten() {
        for (String path : List.of(
                "/Users/1",
                "Users/1",
                "/Users/1/",
                "//Users//1",
                "/scim/okta/v2/Users/1",
                "https://x.example/scim/okta/v2/Users/1")) {
            assertThat(operation("{'method':'DELETE','path':'%s'}".formatted(path))
                            .path())
                    .as(path)
                    .contains("/Users/1");
        }
        assertThat(operation("{'method':'DELETE','path':'/scim/entra/v2/Users/1'}")
                        .path())
                .contains("/scim/entra/v2/Users/1");
    }

    @Test
    void theOperationsOfAPatchMayBeBareAsInTheRfc() {
        assertThat(operation("{'method':'PATCH','path':'/Users/1','data':[{'op':'remove','path':'title'}]}")
                        .data())
                .contains(json("{'Operations':[{'op':'remove','path':'title'}]}"));
    }
}
