package org.rollcall.server.mail;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.Ids;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.db.DatabaseTime;
import org.rollcall.server.db.Faults;
import org.rollcall.server.mail.Outbox.Copy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what is to be told, and sends it, one mail for each recipient. {@link #pass} is for one thread at a time; any
 * number of nodes may do it.
 */
public final class Mailer {

    private static final Logger LOG = LoggerFactory.getLogger(Mailer.class);

    /** Is told how mail goes, for monitoring. */
    public interface Watch {

        /** An attempt failed. */
        void failed();

        /** So many wait that were tried in vain. */
        void late(int mails);
    }

    private final Outbox outbox;
    private final Letters letters;
    private final KnownMail known;
    private final Optional<Smtp> smtp;
    private final DatabaseTime time;
    private final Ids ids;
    private final Faults faults;
    private final Watch watch;
    private Instant next = Instant.MIN;

    /**
     * A mailer of one node.
     *
     * @param server empty when the operator named none: then mail is made and waits
     */
    public Mailer(
            Jdbi jdbi,
            DatabaseTime time,
            Ids ids,
            Optional<MailServer> server,
            String publicUrl,
            Faults faults,
            Watch watch) {
        this.outbox = new Outbox(jdbi, time, ids);
        this.letters = new Letters(jdbi, publicUrl);
        this.known = new KnownMail(jdbi);
        this.smtp = server.map(Smtp::new);
        this.time = time;
        this.ids = ids;
        this.faults = faults;
        this.watch = watch;
    }

    /** Whether there is a mail server. */
    public boolean configured() {
        return smtp.isPresent();
    }

    /** Makes what is due and sends one mail; answers whether there may be more to send. */
    public boolean pass() {
        outbox.roles();
        Instant now = time.approximately();
        if (!now.isBefore(next)) {
            next = now.plus(Limits.MAIL_CHECK);
            outbox.periodic();
            watch.late(outbox.late());
        }
        return smtp.flatMap(server -> outbox.claim().map(copy -> send(server, copy)))
                .orElse(false);
    }

    private boolean send(Smtp server, Copy copy) {
        Optional<MailAddress> to = copy.recipient().destination();
        if (to.isEmpty() || !copy.receives()) {
            outbox.failed(copy, "the administrator gets no mail any more, or has no address");
            return true;
        }
        try {
            server.send(
                    new Smtp.Envelope(
                            copy.mail() + "." + copy.administrator(), to.get(), copy.created(), letters.settingsUrl()),
                    letters.of(copy));
        } catch (UndeliveredException e) {
            undelivered(copy, e);
            return false;
        }
        faults.at("mail-sent");
        outbox.sent(copy);
        return true;
    }

    private void undelivered(Copy copy, UndeliveredException e) {
        watch.failed();
        LOG.warn(
                "mail {} to administrator {} was not taken: {}; {}",
                copy.mail(),
                copy.administrator(),
                e.words(),
                e.forGood()
                        ? "it is given up"
                        : "tried again in %d s"
                                .formatted(Outbox.pause(copy.attempts()).toSeconds()));
        if (e.forGood()) {
            outbox.failed(copy, e.words());
        } else {
            outbox.later(copy, e.words());
        }
    }

    /**
     * Sends a test to an administrator, now.
     *
     * @return what went wrong, if anything did
     * @throws org.rollcall.scim.ScimException when there is no such administrator, or it has no address
     */
    public Optional<String> test(TenantId tenant, UUID administrator) {
        MailAddress to = known.recipient(tenant, administrator)
                .orElseThrow(() ->
                        ScimError.notFound("there is no such administrator").exception())
                .destination()
                .orElseThrow(() -> ScimError.invalidValue("this administrator has no e-mail address; enter one first")
                        .exception());
        if (smtp.isEmpty()) {
            return Optional.of("no mail server is named: start the server with --smtp-host and --mail-from");
        }
        try {
            smtp.get()
                    .send(
                            new Smtp.Envelope(ids.next().toString(), to, time.approximately(), letters.settingsUrl()),
                            letters.test());
            return Optional.empty();
        } catch (UndeliveredException e) {
            return Optional.of(e.words());
        }
    }
}
