package org.rollcall.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.console.Visitor;
import org.rollcall.server.testing.RunningServer;

/** What the operator does when the console's administrator has lost the way in. */
class ResetConsoleTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    @Test
    void theFirstStartIsOpenAgainWithTheCodeThatWasPrinted() {
        Visitor robin = new Visitor(server);
        robin.setUp();
        assertThat(robin.get("/console").status()).isEqualTo(200);
        String code = ResetConsoleCommand.reset(server.dataSource());
        assertThat(server.app().setupCode(Optional.of(code))).contains(code);
        assertThat(robin.get("/console").status()).isEqualTo(303);
        assertThat(server.firstTenant().log("administrator changed"))
                .anySatisfy(row -> assertThat(row.get("actor").asString()).isEqualTo("operator"));
    }
}
