package org.rollcall.server.diagnosis;

import static org.rollcall.server.diagnosis.Finding.Kind.CREDENTIAL_EXPIRES;
import static org.rollcall.server.diagnosis.Finding.Kind.DISABLED;
import static org.rollcall.server.diagnosis.Finding.Kind.REPAIRED;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.rollcall.scim.dialect.Dialect;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.diagnosis.Finding.Subject;
import org.rollcall.server.provider.Advice;
import org.rollcall.server.provider.Providers;

/** What a provider does not send, sends wrong, or has stopped sending (P-26). */
public final class Doctor {

    private static final int EXAMPLES = 5;

    private final Jdbi jdbi;
    private final Providers providers;
    private final InstantSource time;

    public Doctor(Jdbi jdbi, Providers providers, InstantSource time) {
        this.jdbi = jdbi;
        this.providers = providers;
        this.time = time;
    }

    /** What was found at a provider. */
    public record Report(String provider, List<Finding> findings) {}

    /** Examines a provider; the urgent findings come first. Empty when there is no such provider. */
    public Optional<Report> examine(TenantId tenant, ProviderId id) {
        return providers.list(tenant).stream()
                .filter(provider -> provider.id().equals(id.value()))
                .findFirst()
                .map(provider -> new Report(provider.name(), findings(tenant, id, provider)));
    }

    private List<Finding> findings(TenantId tenant, ProviderId id, Providers.Listed provider) {
        Instant now = time.instant();
        return jdbi.withHandle(handle -> {
            Look look = new Look(handle, tenant, EXAMPLES);
            MappingChecks mapping = new MappingChecks(look, Optional.of(id));
            ContactChecks contact = new ContactChecks(look, id, now);
            BrakeChecks brake = new BrakeChecks(look, id, now);
            Stream<Finding> single = Stream.of(
                            closed(provider),
                            expiring(tenant, provider, now),
                            brake.held(),
                            brake.drip(),
                            brake.off(),
                            contact.contact(),
                            contact.duplicates(),
                            contact.refused(),
                            repaired(look, id),
                            mapping.groups(),
                            mapping.rowsWithoutGroup())
                    .flatMap(Optional::stream);
            return Stream.concat(single, new UserChecks(look, id).all())
                    .sorted(Comparator.comparing(
                                    (Finding finding) -> finding.kind().severity())
                            .thenComparing(Finding::kind))
                    .toList();
        });
    }

    private static Optional<Finding> closed(Providers.Listed provider) {
        String how = provider.disabled() ? "disabled" : "paused";
        return provider.disabled() || provider.paused()
                ? Optional.of(new Finding(DISABLED, 1, List.of(Subject.of("Provider", provider.name(), how))))
                : Optional.empty();
    }

    private Optional<Finding> expiring(TenantId tenant, Providers.Listed provider, Instant now) {
        List<Subject> ending = providers.expiring(tenant, now.plus(Limits.EXPIRY_WARNING)).stream()
                .filter(credential -> credential.provider().equals(provider.name()))
                .map(credential -> Subject.of("Credential", credential.hint(), "until " + credential.expires()))
                .toList();
        return ending.isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding(CREDENTIAL_EXPIRES, ending.size(), ending));
    }

    /** Only what somebody can do something about: most repairs need none. */
    private static Optional<Finding> repaired(Look look, ProviderId id) {
        record Note(Dialect rule, String attribute, long requests) {}
        List<Note> notes = look
                .query("""
                        select rule, attribute, requests from dialect_note
                        where tenant_id = :tenant and provider_id = :provider order by requests desc, rule, attribute""", Optional.of(id))
                .map((row, context) -> new Note(
                        Dialect.valueOf(row.getString("rule")), row.getString("attribute"), row.getLong("requests")))
                .stream()
                .filter(note -> Advice.asksFor(note.rule()))
                .toList();
        return notes.isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding(
                        REPAIRED,
                        notes.stream().mapToLong(Note::requests).sum(),
                        notes.stream()
                                .limit(look.limit())
                                .map(note -> Subject.of("Attribute", note.attribute(), Advice.of(note.rule())))
                                .toList()));
    }
}
