package org.rollcall.server.viewer;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;

/** Says which requests of a provider are kept, and for how long (P-25). What is not said stays. */
public final class KeepRequests implements Command<ProviderNote, KeepRequests.Kept> {

    /** Which requests are kept. */
    public enum Which {
        NONE,
        FAILURES,
        ALL;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is kept from now on. */
    public record Kept(String which, int days) {}

    private final ProviderId provider;
    private final Optional<Which> which;
    private final Optional<Integer> days;

    public KeepRequests(ProviderId provider, Optional<Which> which, Optional<Integer> days) {
        this.provider = provider;
        this.which = which;
        this.days = days;
    }

    @Override
    public String name() {
        return "provider.requests";
    }

    @Override
    public ProviderNote load(Loader loader) {
        return ProviderNote.load(loader, provider);
    }

    @Override
    public Decision<Kept> decide(ProviderNote before, Context context) {
        Kept next = new Kept(which.map(Which::label).orElse(before.kept()), days.orElse(before.days()));
        if (next.equals(new Kept(before.kept(), before.days()))) {
            return Decision.unchanged(next);
        }
        Write write = Write.of(
                "update provider set requests_kept = ?, requests_kept_days = ? where tenant_id = ? and provider_id = ?",
                next.which(),
                next.days(),
                context.caller().tenant().value(),
                provider.value());
        String words = "requests kept: %s, for %d days".formatted(next.which(), next.days());
        return new Decision<>(Changes.settings(List.of(write), List.of(before.saying(words))), next);
    }
}
