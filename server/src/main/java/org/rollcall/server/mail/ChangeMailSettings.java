package org.rollcall.server.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.db.SqlArray;
import org.rollcall.server.journal.Action;
import org.rollcall.server.journal.LogEntry;
import org.rollcall.server.permission.Kind;

/** Other mail, or to others, from now on. What happened before is not told of afterwards. */
public final class ChangeMailSettings implements Command<MailSettings, MailSettings> {

    private final MailSettings next;

    public ChangeMailSettings(MailSettings next) {
        this.next = next;
    }

    @Override
    public String name() {
        return "mail.change";
    }

    @Override
    public MailSettings load(Loader loader) {
        var locked = loader.pipeline()
                .query("select 1 from tenant where tenant_id = ? for no key update", row -> true, loader.tenant());
        var found = loader.pipeline()
                .query(KnownMail.SETTINGS + " where s.tenant_id = ?", KnownMail::settings, loader.tenant());
        loader.pipeline().run();
        return locked.get().isEmpty()
                ? MailSettings.UNSET
                : found.get().stream().findFirst().orElse(MailSettings.UNSET);
    }

    @Override
    public Decision<MailSettings> decide(MailSettings before, Context context) {
        List<Kind> beyond = new ArrayList<>(next.recipients());
        beyond.removeAll(MailSettings.possible());
        if (!beyond.isEmpty()) {
            throw ScimError.invalidValue("%s may not read the log, so it gets no mail about it; recipients are of %s"
                            .formatted(
                                    beyond.getFirst().label(),
                                    String.join(
                                            ", ",
                                            MailSettings.possible().stream()
                                                    .map(Kind::label)
                                                    .toList())))
                    .exception();
        }
        return before.equals(next) ? Decision.unchanged(next) : new Decision<>(changes(before, context), next);
    }

    private Changes changes(MailSettings before, Context context) {
        Write write = Write.of(
                """
                insert into mail_setting (tenant_id, report, role_notices, recipients, reported_until, errors_until)
                values (?, ?, ?, ?::text[], date_trunc('day', ?::timestamptz, 'UTC'), ?)
                on conflict (tenant_id) do update set report = excluded.report,
                    role_notices = excluded.role_notices, recipients = excluded.recipients,
                    reported_until = case when mail_setting.report = 'daily' then mail_setting.reported_until
                        else excluded.reported_until end,
                    errors_until = case when mail_setting.report = 'never' then excluded.errors_until
                        else mail_setting.errors_until end""",
                context.caller().tenant().value(),
                next.report().label(),
                next.roleNotices(),
                SqlArray.texts(next.recipients(), Kind::label),
                context.now(),
                context.now());
        LogEntry note = LogEntry.of(
                        Action.CONFIGURATION_CHANGED,
                        LogEntry.Subject.configuration(context.caller().tenant().value()),
                        Optional.empty(),
                        "mail")
                .field("mail")
                .change(Optional.of(before.words()), Optional.of(next.words()));
        return Changes.settings(List.of(write), List.of(note));
    }
}
