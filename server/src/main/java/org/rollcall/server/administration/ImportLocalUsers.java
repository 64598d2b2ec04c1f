package org.rollcall.server.administration;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.rollcall.server.administration.LocalUsersFile.Row;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.command.Caller;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.PersonChange;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Commands;
import org.rollcall.server.command.Loader;
import org.rollcall.server.command.Person;
import org.rollcall.server.command.Reach;
import org.rollcall.server.db.SqlArray;
import org.rollcall.server.directory.Rows;
import org.rollcall.server.placement.Rules;

/**
 * Creates the local users of a file that are not there yet (P-110). Nobody who is there is changed: what differs is a
 * conflict, for an administrator to look at. So a file can be imported again.
 */
public final class ImportLocalUsers
        implements Command<Map<String, ImportLocalUsers.There>, List<ImportLocalUsers.Outcome>> {

    private static final String TAKEN = "userName is taken by another user";

    /** What becomes of a line. */
    public enum Fate {
        CREATED,
        UNCHANGED,
        CONFLICT;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param reason why there is a conflict */
    public record Outcome(Row row, Fate fate, Optional<String> reason) {}

    /** Who has a userName already. */
    record There(boolean local, Optional<String> displayName, OrganizationId organization) {}

    private final List<Row> rows;

    private ImportLocalUsers(List<Row> rows) {
        this.rows = List.copyOf(rows);
    }

    /**
     * Imports a file, a chunk in each transaction, so that nobody waits for all of it.
     *
     * @param dryRun only says what would become of each line
     */
    public static List<Outcome> run(Commands commands, Caller caller, List<Row> rows, boolean dryRun) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += Limits.IMPORT_CHUNK) {
            ImportLocalUsers chunk =
                    new ImportLocalUsers(rows.subList(from, Math.min(from + Limits.IMPORT_CHUNK, rows.size())));
            outcomes.addAll(commands.run(caller, chunk, dryRun));
        }
        return outcomes;
    }

    @Override
    public String name() {
        return "users.import";
    }

    private record Named(String userName, There there) {}

    @Override
    public Map<String, There> load(Loader loader) {
        var found = loader.pipeline()
                .query(
                        """
                        select user_name_canonical, owner_id is null as local, display_name, organization_id from account
                        where tenant_id = ? and user_name_canonical = any(?::text[]) and deleted_at is null""",
                        row -> new Named(
                                row.getString("user_name_canonical"),
                                new There(
                                        row.getBoolean("local"),
                                        Optional.ofNullable(row.getString("display_name")),
                                        new OrganizationId(Rows.uuid(row, "organization_id")))),
                        loader.tenant(),
                        SqlArray.texts(rows, row -> row.userName().canonical()));
        loader.pipeline().run();
        return found.get().stream().collect(toMap(Named::userName, Named::there));
    }

    @Override
    public Decision<List<Outcome>> decide(Map<String, There> there, Context context) {
        Reach reach = new Reach(context.caller(), context.rules());
        List<PersonChange> created = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        Map<String, Optional<Rules.Organization>> homes = new HashMap<>();
        for (Row row : rows) {
            Optional<There> before =
                    Optional.ofNullable(there.get(row.userName().canonical()));
            Optional<Rules.Organization> home =
                    homes.computeIfAbsent(row.organization(), path -> LocalUsers.home(context, path));
            if (before.isPresent()) {
                outcomes.add(
                        reach.has(before.get().organization())
                                ? already(row, before.get(), home)
                                : conflict(row, TAKEN));
            } else if (home.isEmpty()) {
                outcomes.add(conflict(row, "no active organization has this path"));
            } else {
                Person person = LocalUsers.created(context, row.userName(), row.displayName(), home.get());
                if (reach.has(person.requireAccount())) {
                    created.add(PersonChange.added(person, Optional.empty()));
                    outcomes.add(new Outcome(row, Fate.CREATED, Optional.empty()));
                } else {
                    outcomes.add(conflict(row, "no active organization has this path"));
                }
            }
        }
        return new Decision<>(Changes.people(created), outcomes);
    }

    private static Outcome already(Row row, There there, Optional<Rules.Organization> home) {
        if (!there.local()) {
            return conflict(row, TAKEN);
        }
        boolean same = there.displayName().equals(row.displayName())
                && home.map(Rules.Organization::id).equals(Optional.of(there.organization()));
        return same
                ? new Outcome(row, Fate.UNCHANGED, Optional.empty())
                : conflict(row, TAKEN + ", or is there with another organization or display name");
    }

    private static Outcome conflict(Row row, String reason) {
        return new Outcome(row, Fate.CONFLICT, Optional.of(reason));
    }
}
