package org.rollcall.server.diagnosis;

import static org.rollcall.server.diagnosis.Finding.Kind.COUNTRY_NO_CODE;
import static org.rollcall.server.diagnosis.Finding.Kind.FALLBACK;
import static org.rollcall.server.diagnosis.Finding.Kind.NO_EMAIL;
import static org.rollcall.server.diagnosis.Finding.Kind.NO_EXTERNAL_ID;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.diagnosis.Finding.Kind;
import org.rollcall.server.diagnosis.Finding.Subject;

/** What the newest users of a provider are like. */
final class UserChecks {

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private static final String NEWEST = """
            with newest as (
                select * from user_record where tenant_id = :tenant and provider_id = :provider and deleted_at is null
                order by user_id desc limit :newest)
            select r.user_id, r.attributes ->> 'userName' as name, r.external_id_hash is null as no_external_id,
                   r.emails = '{}' as no_email, coalesce(a.organization_origin = 'fallback', false) as fallback,
                   a.organization_reason,
                   array(select jsonb_array_elements_text(
                       jsonb_path_query_array(r.attributes, '$.addresses[*].country'))) as countries
            from newest r left join account a on a.tenant_id = r.tenant_id and a.account_id = r.account_id
            order by r.user_id desc""";

    private record User(
            String id,
            String name,
            boolean noExternalId,
            boolean noEmail,
            Optional<String> fallback,
            Optional<String> country) {}

    private final Look look;
    private final List<User> users;

    UserChecks(Look look, ProviderId provider) {
        this.look = look;
        this.users = look.query(NEWEST, Optional.of(provider))
                .bind("newest", Limits.DIAGNOSIS_NEWEST)
                .map((row, context) -> user(row))
                .list();
    }

    private static User user(ResultSet row) throws SQLException {
        String[] countries = (String[]) row.getArray("countries").getArray();
        return new User(
                row.getString("user_id"),
                row.getString("name"),
                row.getBoolean("no_external_id"),
                row.getBoolean("no_email"),
                row.getBoolean("fallback") ? Optional.of(row.getString("organization_reason")) : Optional.empty(),
                Stream.of(countries).filter(country -> !code(country)).findFirst());
    }

    private static boolean code(String country) {
        return COUNTRIES.contains(country.toUpperCase(Locale.ROOT));
    }

    Stream<Finding> all() {
        return Stream.of(
                        found(NO_EXTERNAL_ID, user -> Optional.of("").filter(x -> user.noExternalId())),
                        found(NO_EMAIL, user -> Optional.of("").filter(x -> user.noEmail())),
                        found(COUNTRY_NO_CODE, User::country),
                        found(FALLBACK, User::fallback))
                .flatMap(Optional::stream);
    }

    private Optional<Finding> found(Kind kind, Function<User, Optional<String>> test) {
        List<Subject> subjects = users.stream()
                .flatMap(user -> test.apply(user).map(detail -> subject(user, detail)).stream())
                .toList();
        return subjects.isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding(
                        kind,
                        subjects.size(),
                        subjects.stream().limit(look.limit()).toList()));
    }

    private static Subject subject(User user, String detail) {
        return new Subject(
                "User",
                Optional.of(user.id()),
                user.name(),
                Optional.empty(),
                Optional.of(detail).filter(text -> !text.isEmpty()));
    }
}
