package org.rollcall.server.console;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.rollcall.server.administration.ImportLocalUsers;
import org.rollcall.server.administration.ImportLocalUsers.Outcome;
import org.rollcall.server.administration.LocalUsersFile;
import org.rollcall.server.administration.LocalUsersFile.Row;
import org.rollcall.server.base.Digests;
import org.rollcall.server.command.Commands;
import org.rollcall.server.http.Response;
import org.rollcall.server.permission.Need;

/** Many local users from a CSV file: what would become of each line, then the real thing (P-110). */
final class ImportPages {

    private static final String PATH = PeoplePages.PATH + "/import";

    private final Views views;
    private final Commands commands;

    ImportPages(Views views, Commands commands) {
        this.views = views;
        this.commands = commands;
    }

    void mount(Site site) {
        site.page(PATH, Need.CHANGE_PEOPLE, this::blank)
                .act(PATH, Need.CHANGE_PEOPLE, this::preview, this::blank)
                .act(PATH + "/create", Need.CHANGE_PEOPLE, this::create, this::blank);
    }

    private Response blank(Visit visit) {
        return show(visit, Optional.empty(), List.of());
    }

    private Response show(Visit visit, Optional<String> previewed, List<Outcome> outcomes) {
        return views.page(
                visit,
                "Import local users",
                PeoplePages.SECTION,
                "people-import",
                new ImportPreview(visit.raw("csv"), previewed, outcomes));
    }

    private Response preview(Visit visit) {
        List<Row> rows = LocalUsersFile.read(visit.raw("csv"));
        List<Outcome> outcomes = ImportLocalUsers.run(commands, visit.caller(), rows, true);
        return show(visit, Optional.of(digest(visit)), outcomes);
    }

    /** Only what was previewed is created: who changed the text meanwhile sees first what that means. */
    private Response create(Visit visit) {
        if (!visit.field("previewed").equals(digest(visit))) {
            return preview(visit);
        }
        ImportLocalUsers.run(commands, visit.caller(), LocalUsersFile.read(visit.raw("csv")), false);
        return Response.seeOther(PeoplePages.PATH + "?provider=local&done=imported");
    }

    private static String digest(Visit visit) {
        return HexFormat.of().formatHex(Digests.sha256(visit.raw("csv").replace("\r\n", "\n")));
    }
}
