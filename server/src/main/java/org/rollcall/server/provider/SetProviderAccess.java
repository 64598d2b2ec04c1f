package org.rollcall.server.provider;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.rollcall.server.base.Cidr;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.db.SqlArray;

/** Changes from where a provider may come, and how often; what is not given stays (P-24). */
public final class SetProviderAccess implements Command<Optional<ProviderState>, Terms> {

    private final ProviderId id;
    private final Optional<List<Cidr>> addresses;
    private final Optional<Integer> requestsPerSecond;

    public SetProviderAccess(ProviderId id, Optional<List<Cidr>> addresses, Optional<Integer> requestsPerSecond) {
        this.id = id;
        this.addresses = addresses;
        this.requestsPerSecond = requestsPerSecond;
    }

    @Override
    public String name() {
        return "provider.access";
    }

    @Override
    public Optional<ProviderState> load(Loader loader) {
        return ProviderState.load(loader, id);
    }

    @Override
    public Decision<Terms> decide(Optional<ProviderState> state, Context context) {
        ProviderState provider =
                state.orElseThrow(() -> ProviderState.notFound(id).exception());
        Terms before = provider.terms();
        Terms after =
                new Terms(addresses.orElse(before.addresses()), requestsPerSecond.orElse(before.requestsPerSecond()));
        if (after.equals(before)) {
            return Decision.unchanged(after);
        }
        UUID tenant = context.caller().tenant().value();
        return new Decision<>(
                Changes.settings(
                        List.of(
                                Write.of(
                                        """
                                        update provider set allowed_addresses = ?, requests_per_second = ?
                                        where tenant_id = ? and provider_id = ?""",
                                        SqlArray.texts(after.addresses(), Cidr::toString),
                                        after.requestsPerSecond(),
                                        tenant,
                                        id.value()),
                                Credentials.tellNodes(tenant)),
                        List.of(provider.note(words(after)))),
                after);
    }

    private static String words(Terms terms) {
        String from = terms.addresses().isEmpty()
                ? "anywhere"
                : terms.addresses().stream().map(Cidr::toString).collect(Collectors.joining(", "));
        String rate = terms.requestsPerSecond() == 0 ? "any number of" : Integer.toString(terms.requestsPerSecond());
        return "may come from %s, with %s requests per second".formatted(from, rate);
    }
}
