package org.rollcall.server.app;

import java.util.Optional;
import org.rollcall.server.command.Caller;
import org.rollcall.server.http.Callers;
import org.rollcall.server.http.Knock;
import org.rollcall.server.http.Refusals;
import org.rollcall.server.http.Repairs;
import org.rollcall.server.http.Traffic;
import org.rollcall.server.http.Witness;

/** The management port knows no credentials and keeps no records. */
final class Nobody {

    static final Callers CALLERS = new Callers() {
        @Override
        public Optional<Caller> provider(String ingressKey, Knock knock) {
            return Optional.empty();
        }

        @Override
        public Optional<Caller> application(Knock knock) {
            return Optional.empty();
        }

        @Override
        public Optional<Caller> administrator(Knock knock) {
            return Optional.empty();
        }
    };

    static final Refusals REFUSALS = (caller, method, path, error) -> {};

    static final Repairs REPAIRS = (caller, notes) -> {};

    static final Witness WITNESS = seen -> {};

    static final Traffic TRAFFIC = (method, route, status, nanos) -> {};

    private Nobody() {}
}
