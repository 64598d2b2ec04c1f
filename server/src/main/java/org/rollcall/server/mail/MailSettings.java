package org.rollcall.server.mail;

import java.util.Arrays;
import java.util.List;
import org.rollcall.server.permission.Kind;
import org.rollcall.server.permission.Need;
import org.rollcall.server.permission.Permissions;

/**
 * Which mail a tenant sends (P-94).
 *
 * @param roleNotices whether administrators are told of administrative roles that somebody gets (P-46)
 * @param recipients the kinds of administrators to whom it goes
 */
public record MailSettings(Report report, boolean roleNotices, List<Kind> recipients) {

    /** Unless set otherwise. */
    public static final MailSettings UNSET =
            new MailSettings(Report.NEVER, true, List.of(Kind.ENVIRONMENT_ADMINISTRATOR));

    public MailSettings {
        recipients = recipients.stream().distinct().sorted().toList();
    }

    /** Kinds that may be told: who cannot read the log gets no mail about it. */
    public static List<Kind> possible() {
        return Arrays.stream(Kind.values())
                .filter(kind -> Permissions.allows(kind, Need.LOOK_LOGS))
                .toList();
    }

    /** In words, for the log. */
    String words() {
        return "report %s, administrative roles %s, to %s"
                .formatted(
                        report.label(),
                        roleNotices ? "on" : "off",
                        recipients.isEmpty()
                                ? "nobody"
                                : String.join(
                                        ", ",
                                        recipients.stream().map(Kind::label).toList()));
    }
}
