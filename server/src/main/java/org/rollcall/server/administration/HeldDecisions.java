package org.rollcall.server.administration;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.rollcall.server.administration.DecideHeld.Verdict;
import org.rollcall.server.administration.HeldEffects.Wanted;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.command.Caller;
import org.rollcall.server.command.Commands;
import org.rollcall.server.command.Foreseen;
import org.rollcall.server.journal.LogEntry;

/**
 * Decides on what the brake holds of many people (P-71): some at a time, each time in a transaction; who was decided on
 * stays decided.
 */
public final class HeldDecisions {

    /** How many were decided on. */
    public record Decided(int people, int effects) {}

    private final Commands commands;
    private final HeldEffects queue;

    public HeldDecisions(Commands commands, HeldEffects queue) {
        this.commands = commands;
        this.queue = queue;
    }

    public Decided run(Caller caller, List<Wanted> wanted, Verdict verdict, String reason) {
        return each(caller.tenant(), wanted, verdict, reason, command -> commands.run(caller, command));
    }

    /**
     * What {@link #run} would answer now; nothing is written.
     *
     * @param log gets the rows that the log would get
     */
    public Decided preview(
            Caller caller, List<Wanted> wanted, Verdict verdict, String reason, Consumer<List<LogEntry>> log) {
        return each(caller.tenant(), wanted, verdict, reason, command -> {
            Foreseen<Integer> foreseen = commands.foresee(caller, command);
            log.accept(foreseen.log());
            return foreseen.result();
        });
    }

    private Decided each(
            TenantId tenant, List<Wanted> wanted, Verdict verdict, String reason, ToIntFunction<DecideHeld> decide) {
        int people = 0;
        int effects = 0;
        for (Wanted some : wanted) {
            List<AccountId> chunk = queue.people(tenant, some, Limits.HELD_CHUNK);
            while (!chunk.isEmpty()) {
                effects += decide.applyAsInt(new DecideHeld(chunk, verdict, reason));
                people += chunk.size();
                chunk = queue.people(tenant, some.after(chunk.getLast()), Limits.HELD_CHUNK);
            }
        }
        return new Decided(people, effects);
    }
}
