package org.rollcall.scim.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.scim.Fixtures.json;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rollcall.scim.json.Json;

class BulkReferencesTest {

    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private static Json replaced(String data) {
        return BulkReferences.data(
                json(data), bulkId -> bulkId.equals("gone") ? Optional.empty() : Optional.of("id-" + bulkId));
    }

    @Test
    void areReplacedWhereverAnIdCanStandAndInExtensionsTooB089() {
        assertThat(replaced("{'members':[{'value':'bulkId:a','$ref':'../Users/bulkId:a'},'bulkId:b']," + "'"
                        + ENTERPRISE + "':{'manager':{'value':'bulkId:c d'}}}"))
                .isEqualTo(json("{'members':[{'value':'id-a','$ref':'../Users/id-a'},'id-b']," + "'" + ENTERPRISE
                        + "':{'manager':{'value':'id-c d'}}}"));
    }

    @Test
    void areReplacedInThePathOfAPatch() {
        Json patch = BulkReferences.data(
                Json.Obj.EMPTY.with("path", Json.text("members[value eq \"bulkId:a\"]")), id -> Optional.of("$1"));

        assertThat(patch).isEqualTo(Json.Obj.EMPTY.with("path", Json.text("members[value eq \"$1\"]")));
    }

    @Test
    void areReplacedInThePathOfAnOperation() {
        assertThat(BulkReferences.path("/Groups/bulkId:a", id -> Optional.of("1")))
                .isEqualTo("/Groups/1");
        assertThat(BulkReferences.path("/Groups/bulkId:a", id -> Optional.empty()))
                .isEqualTo("/Groups/bulkId:a");
    }

    @Test
    void areNothingInsideOtherText() {
        String data =
                "{'displayName':'see bulkId:a','title':'bulkId:','nickName':'x/bulkId:a','bulkId:a':1,'n':[1,true,null]}";

        assertThat(replaced(data)).isEqualTo(json(data));
    }

    @Test
    void withoutAnIdAreLeftOutWithWhateverSaysNothingElse() {
        assertThat(replaced("{'userName':'ana','members':[{'value':'bulkId:gone','type':'User'},{'value':'bulkId:a'}],"
                        + "'" + ENTERPRISE + "':{'manager':{'VALUE':'bulkId:gone'}},'x':{},'y':{'z':'bulkId:gone'}}"))
                .isEqualTo(json("{'userName':'ana','members':[{'value':'id-a'}],'x':{}}"));
        assertThat(replaced("{'value':'bulkId:gone'}")).isEqualTo(Json.Obj.EMPTY);
    }
}
