package org.rollcall.server.mail;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.scim.ScimError;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.journal.Action;
import org.rollcall.server.journal.LogEntry;

/** Where mail to one administrator goes, and whether it wants any. */
public final class ChangeMailAddress implements Command<Optional<KnownMail.Recipient>, Boolean> {

    private final UUID administrator;
    private final Optional<MailAddress> address;
    private final boolean wanted;

    /** @param address empty for the name, if that is one */
    public ChangeMailAddress(UUID administrator, Optional<MailAddress> address, boolean wanted) {
        this.administrator = administrator;
        this.address = address;
        this.wanted = wanted;
    }

    @Override
    public String name() {
        return "administrator.change-mail";
    }

    @Override
    public Optional<KnownMail.Recipient> load(Loader loader) {
        var found = loader.pipeline()
                .query(
                        KnownMail.RECIPIENTS + " where a.tenant_id = ? and a.administrator_id = ? for no key update",
                        KnownMail::recipient,
                        loader.tenant(),
                        administrator);
        loader.pipeline().run();
        return found.get().stream().findFirst();
    }

    @Override
    public Decision<Boolean> decide(Optional<KnownMail.Recipient> found, Context context) {
        KnownMail.Recipient before = found.orElseThrow(
                () -> ScimError.notFound("there is no such administrator").exception());
        if (before.address().equals(address.map(MailAddress::value)) && before.wanted() == wanted) {
            return Decision.unchanged(false);
        }
        Write write = Write.of(
                "update console_administrator set mail_address = ?, mail_off = ? where tenant_id = ? and administrator_id = ?",
                address.map(MailAddress::value),
                !wanted,
                context.caller().tenant().value(),
                administrator);
        LogEntry note = LogEntry.of(
                        Action.ADMINISTRATOR_CHANGED,
                        new LogEntry.Subject("Administrator", administrator),
                        Optional.empty(),
                        before.name())
                .change(Optional.empty(), Optional.of(wanted ? "gets mail" : "gets no mail"));
        return new Decision<>(Changes.settings(List.of(write), List.of(note)), true);
    }
}
