package org.rollcall.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.rollcall.server.access.OneTimeSecret;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestTenant;

/** Administrators that another one added, and who joined by their one-time code. */
public final class Joined {

    private Joined() {}

    /** A new one, signed in. */
    public static Visitor of(RunningServer server, TestTenant tenant, String name, String powers) {
        Answer added = tenant.admin().post("/api/v1/administrators", "{\"name\":\"%s\",%s}".formatted(name, powers));
        assertThat(added.status()).as(added.text()).isEqualTo(201);
        Visitor visitor = new Visitor(server);
        by(server, visitor, added.at("/code"));
        return visitor;
    }

    /** Uses a code; the secret of the authenticator. */
    static OneTimeSecret by(RunningServer server, Visitor visitor, String code) {
        OneTimeSecret secret = Visitor.secret(visitor.post("/console/join", Map.of("setup", code)));
        Answer joined = visitor.post("/console/join/administrator", form(server, code, secret));
        assertThat(joined.status()).as(joined.text()).isEqualTo(303);
        return secret;
    }

    static Map<String, String> form(RunningServer server, String code, OneTimeSecret secret) {
        return Map.of(
                "setup",
                code,
                "secret",
                secret.text(),
                "password",
                Visitor.PASSWORD,
                "repeated",
                Visitor.PASSWORD,
                "code",
                Visitor.code(server, secret));
    }

    /** What its forms carry. */
    public static String token(Visitor visitor) {
        return visitor.token("/console/settings");
    }

    /** Sends a form. */
    public static Answer post(Visitor visitor, String path, Map<String, String> fields) {
        return visitor.post(path, fields);
    }
}
