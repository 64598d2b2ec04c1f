package org.rollcall.server.directory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.resource.Resource;
import org.rollcall.scim.schema.ResourceType;
import org.rollcall.server.account.Account;
import org.rollcall.server.account.Facet;
import org.rollcall.server.account.Facts;
import org.rollcall.server.account.Grant;
import org.rollcall.server.account.Seat;
import org.rollcall.server.account.Standing;
import org.rollcall.server.account.StandingDecision;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.GroupId;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.RoleId;
import org.rollcall.server.base.UserId;
import org.rollcall.server.base.UserName;
import org.rollcall.server.schema.StoredJson;

/** From rows of the database to records, for everything that reads whole records. */
public final class Rows {

    /** The columns of {@code user_record r} that {@link #user} reads. */
    static final String USER = "r.user_id, r.provider_id, r.account_id, r.user_name_canonical, r.attributes, r.version,"
            + " r.created_at, r.last_modified, r.deleted_at";

    /** The columns of {@code group_record r} that {@link #group} reads. */
    static final String GROUP =
            "r.group_id, r.provider_id, r.attributes, r.version," + " r.created_at, r.last_modified, r.deleted_at";

    private final ResourceType user;
    private final ResourceType group;

    public Rows(ResourceType user, ResourceType group) {
        this.user = user;
        this.group = group;
    }

    public UserRecord user(ResultSet row) throws SQLException {
        Resource resource = resource(user, row);
        return new UserRecord(
                new UserId(uuid(row, "user_id")),
                new ProviderId(uuid(row, "provider_id")),
                optional(row, "account_id").map(AccountId::new),
                new UserName(resource.text("userName").orElse(""), row.getString("user_name_canonical")),
                resource,
                row.getLong("version"),
                instant(row, "created_at").orElseThrow(),
                instant(row, "last_modified").orElseThrow(),
                instant(row, "deleted_at"));
    }

    public GroupRecord group(ResultSet row) throws SQLException {
        return new GroupRecord(
                new GroupId(uuid(row, "group_id")),
                new ProviderId(uuid(row, "provider_id")),
                resource(group, row),
                row.getLong("version"),
                instant(row, "created_at").orElseThrow(),
                instant(row, "last_modified").orElseThrow(),
                instant(row, "deleted_at"));
    }

    /** The account without its grants and standing decisions, which are rows of their own. */
    public static Account account(ResultSet row) throws SQLException {
        return new Account(
                new AccountId(uuid(row, "account_id")),
                optional(row, "owner_id").map(ProviderId::new),
                new UserName(row.getString("user_name"), row.getString("user_name_canonical")),
                Optional.ofNullable(row.getString("display_name")),
                seat(row),
                List.of(),
                facts(row),
                row.getLong("config_version"),
                instant(row, "created_at").orElseThrow(),
                Standing.NONE,
                Optional.ofNullable(row.getString("legal_hold")),
                instant(row, "leaves_at"));
    }

    private static Seat seat(ResultSet row) throws SQLException {
        return new Seat(
                new OrganizationId(uuid(row, "organization_id")),
                Seat.Origin.of(row.getString("organization_origin")),
                optional(row, "organization_cause"),
                row.getString("organization_reason"),
                instant(row, "organization_since").orElseThrow());
    }

    private static Facts facts(ResultSet row) throws SQLException {
        return new Facts(
                row.getBoolean("provider_active"),
                instant(row, "admin_blocked_at"),
                instant(row, "due_at"),
                instant(row, "deactivated_at"),
                instant(row, "deleted_at"),
                instant(row, "purged_at"),
                row.getString("state_reason"),
                instant(row, "state_since").orElseThrow());
    }

    public static Grant grant(ResultSet row) throws SQLException {
        return new Grant(
                new RoleId(uuid(row, "role_id")),
                Grant.Origin.of(row.getString("origin")),
                uuid(row, "origin_id"),
                row.getString("reason"),
                Optional.ofNullable(row.getString("author")),
                instant(row, "until"),
                instant(row, "since").orElseThrow());
    }

    public static StandingDecision decision(ResultSet row) throws SQLException {
        return new StandingDecision(
                new Facet(row.getString("facet")),
                row.getString("desired"),
                StandingDecision.Fate.of(row.getString("fate")),
                row.getString("origin"),
                row.getString("reason"),
                instant(row, "since").orElseThrow(),
                instant(row, "until"));
    }

    private static Resource resource(ResourceType type, ResultSet row) throws SQLException {
        return new Resource(type, (Json.Obj) StoredJson.parse(row.getString("attributes")));
    }

    public static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    public static Optional<UUID> optional(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, UUID.class));
    }

    public static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
