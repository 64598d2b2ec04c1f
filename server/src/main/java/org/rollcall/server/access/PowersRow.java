package org.rollcall.server.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.directory.Rows;
import org.rollcall.server.permission.Kind;
import org.rollcall.server.permission.Powers;

/** Powers as they are stored and as they are asked for. */
final class PowersRow {

    private PowersRow() {}

    static Powers of(ResultSet row) throws SQLException {
        return new Powers(
                Kind.of(row.getString("kind")).orElseThrow(),
                Rows.optional(row, "organization_id").map(OrganizationId::new));
    }

    /** A kind with the organization that it needs, or without one. */
    static Powers checked(Kind kind, Optional<OrganizationId> within) {
        boolean limited = kind == Kind.ORGANIZATION_ADMINISTRATOR;
        if (limited != within.isPresent()) {
            throw ScimError.invalidValue(
                            limited
                                    ? "an Organization Administrator needs an organization: say which"
                                    : "only an Organization Administrator has an organization; leave it out")
                    .exception();
        }
        return new Powers(kind, within);
    }
}
