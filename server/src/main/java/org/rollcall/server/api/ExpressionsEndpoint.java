package org.rollcall.server.api;

import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.server.administration.Explain;
import org.rollcall.server.administration.People;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.command.Commands;
import org.rollcall.server.http.ProblemsException;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.permission.Need;
import org.rollcall.server.profile.Expression;
import org.rollcall.server.profile.ExpressionException;
import org.rollcall.server.profile.Profile;

/** What an expression would answer for a person, before it is in a configuration (P-33). */
public final class ExpressionsEndpoint {

    private final Commands commands;
    private final People people;

    public ExpressionsEndpoint(Commands commands, People people) {
        this.commands = commands;
        this.people = people;
    }

    public void mount(Router router) {
        router.add("POST", "/api/v1/expressions/test", Need.LOOK_CONFIGURATION, this::test);
    }

    private Response test(Request request) {
        Json.Obj body = Inputs.object(request);
        String source = Inputs.text(body, "expression");
        Profile person = person(request, Inputs.text(body, "user"));
        Fields fields = new Fields()
                .list("groups", person.groups().values().stream().sorted().toList(), Json::text)
                .list(
                        "groupIds",
                        person.groups().keySet().stream()
                                .map(Object::toString)
                                .sorted()
                                .toList(),
                        Json::text);
        boolean condition =
                Inputs.optionalText(body, "type").map(this::condition).orElse(false);
        return Response.json(200, answer(fields, source, condition, person).json());
    }

    private boolean condition(String type) {
        return switch (type) {
            case "condition" -> true;
            case "text" -> false;
            default -> Inputs.<Boolean>fail("\"type\" must be text or condition");
        };
    }

    private static Fields answer(Fields fields, String source, boolean condition, Profile person) {
        try {
            return condition
                    ? put(fields, Expression.condition(source).of(person))
                    : put(fields, Expression.text(source).of(person));
        } catch (ExpressionException e) {
            throw new ProblemsException(e.flaws().stream()
                    .map(flaw -> new ProblemsException.Problem("/expression", flaw.toString()))
                    .toList());
        }
    }

    private static <T> Fields put(Fields fields, Expression.Answer<T> answer) {
        return switch (answer) {
            case Expression.Value<T> value -> fields.put("value", value.value().toString());
            case Expression.Failure<T> failure -> fields.put("error", failure.why());
        };
    }

    private Profile person(Request request, String user) {
        AccountId id = people.find(request.caller(), user)
                .orElseThrow(() ->
                        ScimError.notFound("no user " + ScimError.excerpt(user)).exception());
        return commands.preview(request.caller(), new Explain(id)).person().profile();
    }
}
