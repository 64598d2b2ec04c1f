package org.rollcall.server.app;

import java.time.InstantSource;
import org.jdbi.v3.core.JdbiException;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.ScimType;
import org.rollcall.server.base.Ids;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.command.Caller;
import org.rollcall.server.http.Refusals;
import org.rollcall.server.journal.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps refusals in the journal. A refusal that cannot be kept is told, and answered all the same. */
final class RefusalRecorder implements Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalRecorder.class);

    private final Journal journal;
    private final Ids ids;
    private final InstantSource time;

    RefusalRecorder(Journal journal, Ids ids, InstantSource time) {
        this.journal = journal;
        this.ids = ids;
        this.time = time;
    }

    @Override
    public void record(Caller caller, String method, String path, ScimError error) {
        try {
            journal.refuse(
                    caller.tenant(),
                    ids.next(),
                    caller.provider().map(ProviderId::value),
                    caller.actor(),
                    new Journal.Refused(
                            time.instant(),
                            caller.actor(),
                            method,
                            path,
                            error.status(),
                            error.type().map(ScimType::wireName),
                            error.detail(),
                            caller.requestId()));
        } catch (JdbiException e) {
            LOG.warn("request {}: the refusal could not be kept: {}", caller.requestId(), e.getMessage());
        }
    }
}
