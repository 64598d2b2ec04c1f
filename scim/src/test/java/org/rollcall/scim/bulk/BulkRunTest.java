package org.rollcall.scim.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.scim.Fixtures.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonWriter;

class BulkRunTest {

    private static final String BASE = "https://x.example/v2";

    /** Gives ids by userName, and refuses what a test wants to be refused. */
    private static final class Service implements BulkService {

        private final Function<BulkCall, Optional<ScimError>> refusing;
        private final List<String> calls = new ArrayList<>();
        private final List<Integer> concluded = new ArrayList<>();

        Service(Function<BulkCall, Optional<ScimError>> refusing) {
            this.refusing = refusing;
        }

        @Override
        public BulkOutcome perform(BulkCall call) {
            calls.add(call.method() + " " + call.path()
                    + call.data()
                            .map(data -> " " + JsonWriter.write(data).replace('"', '\''))
                            .orElse(""));
            return refusing.apply(call).map(BulkOutcome::refused).orElseGet(() -> answer(call));
        }

        private static BulkOutcome answer(BulkCall call) {
            return call.method().equals("POST")
                    ? BulkOutcome.done(
                            201, Optional.of(BASE + call.path() + "/id-" + name(call)), Optional.of("W/\"1\""))
                    : BulkOutcome.done(200, Optional.empty(), Optional.of("W/\"2\""));
        }

        @Override
        public void concluded(BulkOperation operation, BulkOutcome outcome) {
            concluded.add(outcome.status());
        }
    }

    private static String name(BulkCall call) {
        return ((Json.Text) ((Json.Obj) call.data().orElseThrow()).get("n").orElseThrow()).value();
    }

    private static BulkRequest bulk(String operations) {
        return BulkRequest.read(
                json("{'schemas':['urn:ietf:params:scim:api:messages:2.0:BulkRequest']," + operations + "}"),
                100,
                List.of());
    }

    private static String post(String bulkId, String reference) {
        return "{'method':'POST','path':'/Users','bulkId':'%1$s','data':{'n':'%1$s'%2$s}}"
                .formatted(bulkId, reference.isEmpty() ? "" : ",'m':{'value':'bulkId:" + reference + "'}");
    }

    private static BulkResponse run(Service service, String operations) {
        return BulkRun.of(bulk(operations), BASE, service);
    }

    private static BulkResponse run(Service service, String... operations) {
        return run(service, "'Operations':[" + String.join(",", operations) + "]");
    }

    private static Service willing() {
        return new Service(call -> Optional.empty());
    }

    private static Service refusing(String name, ScimError error) {
        return new Service(call -> Optional.of(error)
                .filter(refused -> call.method().equals("POST") && name(call).equals(name)));
    }

    private static List<Integer> statuses(BulkResponse response) {
        return response.results().stream().map(BulkResult::status).toList();
    }

    @Test
    void whatRefersToSomethingLaterWaitsButIsListedInItsPlaceB087B090() {
        Service service = willing();
        BulkResponse response = run(
                service,
                "{'method':'DELETE','path':'/Users/bulkId:b'}",
                post("a", "b"),
                "{'method':'DELETE','path':'/Users/1'}",
                post("b", ""));

        assertThat(service.calls)
                .containsExactly(
                        "DELETE /Users/1",
                        "POST /Users {'n':'b'}",
                        "DELETE /Users/id-b",
                        "POST /Users {'n':'a','m':{'value':'id-b'}}");
        assertThat(response.results().stream().map(result -> result.location().orElseThrow()))
                .containsExactly(BASE + "/Users/id-b", BASE + "/Users/id-a", BASE + "/Users/1", BASE + "/Users/id-b");
    }

    @Test
    void aResultSaysWhatTheStandardAsksForB084QP94() {
        assertThat(run(willing(), "{'method':'PUT','path':'/Users/1','bulkId':'x','data':{}}", "{'method':'GET'}")
                        .toJson())
                .isEqualTo(json("{'schemas':['urn:ietf:params:scim:api:messages:2.0:BulkResponse'],'Operations':["
                        + "{'location':'" + BASE + "/Users/1','method':'PUT','bulkId':'x','version':'W/\\'2\\'',"
                        + "'status':'200'},"
                        + "{'method':'GET','status':'400','response':{"
                        + "'schemas':['urn:ietf:params:scim:api:messages:2.0:Error'],'status':'400',"
                        + "'scimType':'invalidSyntax',"
                        + "'detail':'An operation needs a method: POST, PUT, PATCH or DELETE.'}}]}"));
    }

    @Test
    void aCircleIsCreatedWithoutItsReferencesAndThenCompletedB088() {
        Service service = willing();
        BulkResponse response = run(
                service,
                "{'method':'PATCH','path':'/Users/bulkId:a','data':{'title':'x'}}",
                post("a", "b"),
                post("b", "a"),
                post("self", "self"),
                post("c", "a"));

        assertThat(service.calls)
                .containsExactly(
                        "POST /Users {'n':'a'}",
                        "POST /Users {'n':'b','m':{'value':'id-a'}}",
                        "PUT /Users/id-a {'n':'a','m':{'value':'id-b'}}",
                        "PATCH /Users/id-a {'title':'x'}",
                        "POST /Users {'n':'self'}",
                        "PUT /Users/id-self {'n':'self','m':{'value':'id-self'}}",
                        "POST /Users {'n':'c','m':{'value':'id-a'}}");
        assertThat(statuses(response)).containsExactly(200, 201, 201, 201, 201);
        assertThat(response.results().get(1).version()).contains("W/\"2\"");
        assertThat(service.concluded).hasSize(5);
    }

    @Test
    void aReferenceToNothingAndToAFailureIsAnErrorOfWhoRefers() {
        Service service = refusing("b", ScimError.uniqueness("taken"));
        BulkResponse response = run(
                service,
                post("a", "b"),
                post("b", ""),
                post("c", "nobody"),
                "{'method':'DELETE','path':'/Users/bulkId:nobody'}",
                post("d", "a"));

        assertThat(statuses(response)).containsExactly(409, 409, 400, 400, 409);
        assertThat(response.results().get(0).error().orElseThrow().detail()).contains("\"b\"");
        assertThat(response.results().get(2).error().orElseThrow().detail()).contains("\"nobody\"");
        assertThat(service.calls).containsExactly("POST /Users {'n':'b'}");
    }

    @Test
    void aCircleThatCannotBeCompletedSaysWhatIsThere() {
        BulkResponse response =
                run(refusing("b", ScimError.uniqueness("taken")), post("a", "b"), post("b", "a"), post("c", "a"));

        assertThat(statuses(response)).containsExactly(409, 409, 201);
        assertThat(response.results().get(0).location()).contains(BASE + "/Users/id-a");
        assertThat(response.results().get(0).error().orElseThrow().detail()).startsWith("It was created without");
        assertThat(response.results().get(1).location()).isEmpty();
    }

    @Test
    void itEndsAfterAsManyErrorsAsAllowedB086() {
        Service service = willing();
        BulkResponse response = run(
                service,
                "'failOnErrors':2,'Operations':[" + String.join(",", post("a", "b"), "{}", "{}", post("b", "a")) + "]");

        assertThat(service.calls).containsExactly("POST /Users {'n':'a'}");
        assertThat(statuses(response)).containsExactly(409, 400, 400);
        assertThat(response.results().getFirst().error().orElseThrow().detail()).contains("created", "failOnErrors");
        assertThat(statuses(run(willing(), "{}", "{}", post("a", "")))).containsExactly(400, 400, 201);
    }

    @Test
    void nothingMoreIsTriedOnceTheServiceIsNotAvailable() {
        Service service = refusing("b", ScimError.unavailable("later"));
        BulkResponse response =
                run(service, post("a", ""), post("b", ""), post("c", ""), "{'method':'DELETE','path':'/x'}");

        assertThat(statuses(response)).containsExactly(201, 503, 503, 503);
        assertThat(service.calls).hasSize(2);
    }
}
