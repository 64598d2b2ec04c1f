package org.rollcall.server.directory;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.resource.Resource;
import org.rollcall.scim.schema.ResourceType;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.UserId;
import org.rollcall.server.base.UserName;

/**
 * A user as its provider sent it.
 *
 * @param account the person it stands for; empty while its provider only shadows
 * @param userName read from the resource, in its canonical form
 * @param version {@code meta.version}: one step per change set
 */
public record UserRecord(
        UserId id,
        ProviderId provider,
        Optional<AccountId> account,
        UserName userName,
        Resource resource,
        long version,
        Instant created,
        Instant lastModified,
        Optional<Instant> deleted) {

    /** What the provider last said (P-54). The attribute is always there: writes fill it in. */
    public boolean active() {
        return resource.bool("active").orElse(true);
    }

    public Optional<String> externalId() {
        return resource.text("externalId");
    }

    /** The name to show: displayName, else name.formatted, else given and family name. */
    public Optional<String> displayName() {
        return resource.text("displayName").or(() -> name("formatted")).or(this::composedName);
    }

    private Optional<String> composedName() {
        String composed =
                (name("givenName").orElse("") + " " + name("familyName").orElse("")).strip();
        return Optional.of(composed).filter(text -> !text.isEmpty());
    }

    private Optional<String> name(String part) {
        return resource.attributes()
                .get("name")
                .flatMap(name -> name instanceof Json.Obj object ? object.get(part) : Optional.empty())
                .flatMap(UserRecord::text);
    }

    /** Lower-cased values of {@code emails}, for look-ups; those too long for an index are left out. */
    public List<String> emails() {
        return emails(resource);
    }

    /** The same of a user that is not stored. */
    public static List<String> emails(Resource resource) {
        return resource.attributes().get("emails").stream()
                .flatMap(emails ->
                        emails instanceof Json.Arr list ? list.elements().stream() : java.util.stream.Stream.empty())
                .flatMap(email -> email instanceof Json.Obj object
                        ? object.get("value").stream()
                        : java.util.stream.Stream.empty())
                .flatMap(value -> text(value).stream())
                .map(value -> value.toLowerCase(Locale.ROOT))
                .filter(value -> value.length() <= Limits.INDEXED_EMAIL)
                .distinct()
                .toList();
    }

    private static Optional<String> text(Json json) {
        return json instanceof Json.Text text ? Optional.of(text.value()) : Optional.empty();
    }

    /** The same record, its document read by this type. */
    UserRecord readBy(ResourceType type) {
        Resource same = new Resource(type, resource.attributes());
        return new UserRecord(id, provider, account, userName, same, version, created, lastModified, deleted);
    }

    /** The record with another resource, one version on. */
    public UserRecord changed(UserName name, Resource next, Instant now) {
        return new UserRecord(id, provider, account, name, next, version + 1, created, now, deleted);
    }

    /** The record as deleted. */
    public UserRecord gone(Instant now) {
        return new UserRecord(id, provider, account, userName, resource, version + 1, created, now, Optional.of(now));
    }

    /** The record as its provider has left it: gone for it, and still that of the person (P-8). */
    public UserRecord released(Instant now) {
        return new UserRecord(
                id,
                provider,
                account,
                userName,
                resource,
                version + 1,
                created,
                now,
                deleted.or(() -> Optional.of(now)));
    }

    /** The record as another provider, or the same one again, has taken it over, with what it sent (P-6). */
    public UserRecord adopted(ProviderId owner, UserName name, Resource next, Instant now) {
        return new UserRecord(id, owner, account, name, next, version + 1, created, now, Optional.empty());
    }

    /** The record as restored. */
    public UserRecord back(Resource next, Instant now) {
        return new UserRecord(id, provider, account, userName, next, version + 1, created, now, Optional.empty());
    }
}
