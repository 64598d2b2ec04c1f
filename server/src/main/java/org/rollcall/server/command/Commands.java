package org.rollcall.server.command;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.ScimException;
import org.rollcall.server.base.ChangeSetId;
import org.rollcall.server.base.Ids;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.brake.Brake;
import org.rollcall.server.command.Command.Context;
import org.rollcall.server.command.Command.Decision;
import org.rollcall.server.db.DatabaseException;
import org.rollcall.server.db.DatabaseTime;
import org.rollcall.server.db.Pipeline;
import org.rollcall.server.db.Tx;
import org.rollcall.server.placement.Rules;
import org.rollcall.server.placement.RulesStore;
import org.rollcall.server.schema.SchemaStore;
import org.rollcall.server.schema.SupersededException;
import org.rollcall.server.schema.TenantSchemas;
import org.rollcall.server.schema.UniqueValues;

/** Runs commands: lock and load, decide, find what is applied, write and commit, then tell whoever waits. */
public final class Commands {

    private final Tx tx;
    private final DatabaseTime time;
    private final Ids ids;
    private final RulesStore rules;
    private final SchemaStore schemas;
    private final List<Consumer<Committed>> listeners;

    /**
     * What was committed, as a hint for those who wait; whoever misses it finds the rows.
     *
     * @param held how many effects the brake holds since now, by provider
     */
    public record Committed(TenantId tenant, boolean marked, boolean events, Map<ProviderId, Integer> held) {}

    public Commands(
            Tx tx,
            DatabaseTime time,
            Ids ids,
            RulesStore rules,
            SchemaStore schemas,
            List<Consumer<Committed>> listeners) {
        this.tx = tx;
        this.time = time;
        this.ids = ids;
        this.rules = rules;
        this.schemas = schemas;
        this.listeners = List.copyOf(listeners);
    }

    /**
     * Runs one command in one transaction. A row that somebody else was faster to write, or to take away, lets it run
     * once more, so that it decides on what is there now.
     *
     * @throws ScimException when the command refuses; nothing has changed then
     */
    public <S, R> R run(Caller caller, Command<S, R> command) {
        return schemas.using(caller.tenant(), known -> run(caller, known, command));
    }

    /**
     * The same for a command that was read with these schemas.
     *
     * @throws SupersededException when they are no longer in force; it has to be read again then
     */
    public <S, R> R run(Caller caller, TenantSchemas read, Command<S, R> command) {
        return twice(read, () -> once(caller, read, command));
    }

    /**
     * Runs one command to the end and takes everything back: what it would answer and tell (P-83).
     *
     * @throws ScimException when the command would be refused
     */
    public <S, R> Foreseen<R> rehearse(Caller caller, TenantSchemas read, Command<S, R> command) {
        return twice(
                read,
                () -> tx.run(session -> {
                    Pipeline pipeline = session.pipeline();
                    Decided<R> decided = decide(caller, read, command, pipeline);
                    if (!decided.changeSet().isEmpty()) {
                        new ChangeSetWriter(pipeline).write(decided.changeSet());
                        pipeline.run();
                    }
                    return decided.foreseen();
                }));
    }

    private static <R> R twice(TenantSchemas read, Supplier<R> attempt) {
        try {
            return attempt.get();
        } catch (DatabaseException e) {
            if (!e.uniqueViolation() && !e.referenceViolation()) {
                throw e;
            }
        }
        try {
            return attempt.get();
        } catch (DatabaseException e) {
            throw e.uniqueViolation() ? new ScimException(taken(e, read)) : e;
        }
    }

    /** The same without the write: what the command would answer now (dry run). */
    public <S, R> R preview(Caller caller, Command<S, R> command) {
        return schemas.using(
                caller.tenant(),
                known -> tx.run(session ->
                        decide(caller, known, command, session.pipeline()).result()));
    }

    /** Runs a command, or, as a dry run, only answers what it would. */
    public <S, R> R run(Caller caller, Command<S, R> command, boolean dryRun) {
        return dryRun ? preview(caller, command) : run(caller, command);
    }

    /** The same with the rows that the log would get. */
    public <S, R> Foreseen<R> foresee(Caller caller, Command<S, R> command) {
        return schemas.using(
                caller.tenant(),
                known -> tx.run(session ->
                        decide(caller, known, command, session.pipeline()).foreseen()));
    }

    /**
     * What a command would answer if the supposed rules were in force, after all that was asked with them before.
     *
     * @throws ScimException when the rules in force have changed since (409)
     */
    public <S, R> Foreseen<R> foresee(Caller caller, Command<S, R> command, Supposition supposed) {
        Decided<R> decided = schemas.using(
                caller.tenant(),
                known -> tx.run(session -> decide(
                        caller,
                        known,
                        command,
                        session.pipeline(),
                        supposed::rules,
                        supposed::rules,
                        supposed.earlier())));
        supposed.found(decided.changeSet().founded());
        supposed.earlier()
                .remember(
                        decided.changeSet().changes(),
                        decided.administrators(),
                        decided.brake().passed());
        return decided.foreseen();
    }

    /** What a change of settings would answer, and the rules that would be in force after it. */
    public record Supposed<R>(R result, Supposition supposition) {}

    /** Writes a change of settings, reads the rules as they are then, and takes everything back. */
    public <S, R> Supposed<R> suppose(Caller caller, Command<S, R> settings) {
        return schemas.using(
                caller.tenant(),
                known -> tx.run(session -> {
                    Pipeline pipeline = session.pipeline();
                    Decided<R> decided = decide(caller, known, settings, pipeline);
                    new ChangeSetWriter(pipeline).write(decided.changeSet());
                    Rules next = RulesStore.read(caller.tenant(), pipeline);
                    return new Supposed<>(decided.result(), new Supposition(decided.rules(), next));
                }));
    }

    private record Decided<R>(
            ChangeSet changeSet,
            R result,
            long rules,
            Brake brake,
            Administrators administrators,
            Map<ProviderId, Integer> held) {

        Foreseen<R> foreseen() {
            return new Foreseen<>(result, changeSet.log());
        }
    }

    private <S, R> R once(Caller caller, TenantSchemas read, Command<S, R> command) {
        return tx.run(session -> {
            Pipeline pipeline = session.pipeline();
            Decided<R> decided = decide(caller, read, command, pipeline);
            ChangeSet changeSet = decided.changeSet();
            if (!changeSet.isEmpty()) {
                new ChangeSetWriter(pipeline).write(changeSet);
                decided.brake().remember(changeSet.id());
                session.commit(pipeline, caller.tenant().value(), changeSet.id().value());
                tell(changeSet, decided.held());
            }
            return decided.result();
        });
    }

    private <S, R> Decided<R> decide(Caller caller, TenantSchemas read, Command<S, R> command, Pipeline pipeline) {
        return decide(caller, read, command, pipeline, Loader::rules, Founding::hold, new Earlier());
    }

    private <S, R> Decided<R> decide(
            Caller caller,
            TenantSchemas read,
            Command<S, R> command,
            Pipeline pipeline,
            Function<Loader, Rules> rulesOf,
            Function<Loader, Rules> held,
            Earlier earlier) {
        Loader loader = new Loader(caller, pipeline, rules, read, time, command.changesSchemas());
        S state = command.load(loader);
        loader.requireSchemas();
        loader.requireProvider();
        Founding founding = new Founding(() -> rulesOf.apply(loader), () -> held.apply(loader), ids);
        return founding.decide(inForce -> decide(command, state, loader, pipeline, founding, caller, inForce, earlier));
    }

    private <S, R> Decided<R> decide(
            Command<S, R> command,
            S state,
            Loader loader,
            Pipeline pipeline,
            Founding founding,
            Caller caller,
            Rules inForce,
            Earlier earlier) {
        Context context = new Context(loader.now(), inForce, ids, caller);
        Decision<R> decision = command.decide(state, context);
        Brake brake = new Brake(pipeline, caller.tenant().value(), loader.now(), earlier.harm());
        boolean braked = caller.provider().isPresent() || command.followsProviders();
        Administrators administrators =
                new Administrators(pipeline, caller.tenant().value(), inForce, earlier);
        Fates fates = new Fates(context, brake, administrators, braked);
        Changes resolved = fates.resolve(decision.changes());
        Changes changes = resolved.and(command.tally(resolved, context));
        new Reach(caller, inForce).require(changes);
        Purged.refuse(changes);
        ChangeSetId id = new ChangeSetId(ids.next());
        return new Decided<>(
                ChangeSet.of(id, loader.now(), caller, command.name(), inForce, changes, founding.neededBy(changes)),
                decision.result(),
                inForce.version(),
                brake,
                administrators,
                fates.held());
    }

    private void tell(ChangeSet changeSet, Map<ProviderId, Integer> held) {
        Committed committed = new Committed(
                changeSet.caller().tenant(),
                !changeSet.changes().marks().isEmpty(),
                !changeSet.events().isEmpty(),
                held);
        listeners.forEach(listener -> listener.accept(committed));
    }

    private static ScimError taken(DatabaseException e, TenantSchemas schemas) {
        return switch (e.constraint().orElse("")) {
            case "account_user_name", "user_record_user_name" ->
                ScimError.uniqueness("userName is taken by another user");
            case "user_record_external_id_alone" ->
                ScimError.uniqueness("externalId belongs to another user of this provider");
            case "group_record_display_name" -> ScimError.uniqueness("displayName is taken by another group");
            case "unique_value_pkey" ->
                ScimError.uniqueness("another resource has the same value of an attribute that is unique; unique are "
                        + unique(schemas));
            default -> ScimError.uniqueness("a resource with these unique values exists");
        };
    }

    private static String unique(TenantSchemas schemas) {
        return schemas.types().resourceTypes().stream()
                .flatMap(type -> UniqueValues.attributes(type).stream())
                .map(attribute -> attribute.path().print())
                .collect(Collectors.joining(", "));
    }
}
