package org.rollcall.server.app;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.rollcall.scim.schema.Schemas;
import org.rollcall.server.access.SetupCodes;
import org.rollcall.server.base.Ids;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.command.Caller;
import org.rollcall.server.command.Commands;
import org.rollcall.server.db.DatabaseTime;
import org.rollcall.server.db.Faults;
import org.rollcall.server.db.Tx;
import org.rollcall.server.placement.RulesStore;
import org.rollcall.server.schema.SchemaStore;
import org.rollcall.server.tenant.Tenants;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rollcall reset-console}: for the operator, when the console's administrator has lost password or authenticator. */
@Command(
        name = "reset-console",
        description = "Remove the console's administrator and end all sessions; prints the one-time code for a new one."
                + " The server may keep running.",
        mixinStandardHelpOptions = true)
final class ResetConsoleCommand implements Callable<Integer> {

    private static final String OPERATOR = "operator";

    @Mixin
    private final StorageOptions storage = new StorageOptions();

    @Override
    public Integer call() {
        String code = storage.with(ResetConsoleCommand::reset);
        SetupFile.write(storage.data(), Optional.of(code));
        System.out.printf(
                "The console has no administrator now. Open its page /console and enter the one-time code %s%n", code);
        return 0;
    }

    static String reset(DataSource source) {
        Jdbi jdbi = Jdbi.create(source);
        Ids ids = Ids.system();
        InstantSource time = InstantSource.system();
        Tx tx = new Tx(source, Faults.NONE);
        TenantId tenant = new Tenants(jdbi, ids).ensure(App.FIRST_TENANT);
        Commands commands = new Commands(
                tx, new DatabaseTime(time), ids, new RulesStore(), new SchemaStore(tx, Schemas.standard()), List.of());
        Caller operator = new Caller(tenant, OPERATOR, ids.next().toString());
        return new SetupCodes(jdbi, new SecureRandom(), time).startOver(commands, operator);
    }
}
