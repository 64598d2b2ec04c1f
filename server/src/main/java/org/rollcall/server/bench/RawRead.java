package org.rollcall.server.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** Reads users of one provider by a prepared statement, as the server would have to at least: the document of each. */
final class RawRead {

    private static final String SELECT = """
            select attributes, version, created_at, last_modified, user_id from user_record
            where tenant_id = ? and provider_id = ? and deleted_at is null and\s""";
    static final String BY_USER_NAME = SELECT + "user_name_canonical = ?";
    static final String BY_ID = SELECT + "user_id = ?";
    static final String NEXT = SELECT + "user_id > ? order by user_id limit ?";

    private final PreparedStatement statement;

    RawRead(Connection connection, Owner owner, String sql) throws SQLException {
        this.statement = connection.prepareStatement(sql);
        statement.setObject(1, owner.tenant());
        statement.setObject(2, owner.provider());
    }

    /** Whose users. */
    record Owner(UUID tenant, UUID provider) {}

    void byUserName(Person person) throws SQLException {
        statement.setString(3, person.userName());
        read(1);
    }

    void byId(Person person) throws SQLException {
        statement.setObject(3, UUID.fromString(person.id()));
        read(1);
    }

    /** The users after this one; answers the last of them. */
    UUID next(UUID after, int count) throws SQLException {
        statement.setObject(3, after);
        statement.setInt(4, count);
        return read(count);
    }

    private UUID read(int most) throws SQLException {
        UUID last = new UUID(0, 0);
        int found = 0;
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                last = row.getObject(5, UUID.class);
                found += row.getString(1).isEmpty() ? 0 : 1;
            }
        }
        if (found == 0 || found > most) {
            throw new IllegalStateException("the reference found " + found + " users");
        }
        return last;
    }
}
