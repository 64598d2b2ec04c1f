package org.rollcall.server.preview;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.Limits;
import org.rollcall.server.command.Caller;
import org.rollcall.server.command.Commands;
import org.rollcall.server.command.Foreseen;
import org.rollcall.server.configuration.ApplyConfiguration;
import org.rollcall.server.configuration.ApplyResult;
import org.rollcall.server.configuration.Configuration;
import org.rollcall.server.db.Tx;
import org.rollcall.server.work.PlaceAccounts;

/** Previews configurations. */
public final class ConfigurationPreview {

    private static final AccountId FIRST = new AccountId(new UUID(0, 0));

    private final Tx tx;
    private final Commands commands;

    public ConfigurationPreview(Tx tx, Commands commands) {
        this.tx = tx;
        this.commands = commands;
    }

    /**
     * A configuration that could be applied.
     *
     * @throws org.rollcall.server.configuration.ConfigurationException when it could not
     */
    public Prospect of(Caller caller, Configuration wanted, boolean rebind) {
        return new Prospect(caller, commands.suppose(caller, new ApplyConfiguration(wanted, rebind)));
    }

    /** What would follow. */
    public final class Prospect {

        private final Caller caller;
        private final Commands.Supposed<ApplyResult> supposed;

        private Prospect(Caller caller, Commands.Supposed<ApplyResult> supposed) {
            this.caller = caller;
            this.supposed = supposed;
        }

        /** The difference between the configurations. */
        public ApplyResult result() {
            return supposed.result();
        }

        /**
         * Goes through everybody, once: a chunk answers how many people would be placed, and the rows that the log
         * would have of them. All rows of a person are in one chunk.
         *
         * @throws org.rollcall.scim.ScimException when the configuration in force is changed meanwhile (409)
         */
        public void people(Consumer<Foreseen<Integer>> reader) {
            List<AccountId> chunk = after(FIRST);
            while (!chunk.isEmpty()) {
                reader.accept(commands.foresee(caller, PlaceAccounts.next(chunk), supposed.supposition()));
                chunk = after(chunk.getLast());
            }
        }

        private List<AccountId> after(AccountId last) {
            return supposed.result().job().isEmpty()
                    ? List.of()
                    : tx.read(pipeline -> {
                        var found = pipeline.query(
                                """
                        select account_id from account where tenant_id = ? and config_version < ? and account_id > ?
                        order by account_id limit ?""",
                                row -> new AccountId(row.getObject(1, UUID.class)),
                                caller.tenant().value(),
                                supposed.supposition().version(),
                                last.value(),
                                Limits.PLACER_CHUNK);
                        pipeline.run();
                        return found.get();
                    });
        }
    }
}
