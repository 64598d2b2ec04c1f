package org.rollcall.server.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.directory.Rows;

/** A local administrator as stored. */
record Administrator(
        TenantId tenant, UUID id, String name, byte[] salt, byte[] verifier, byte[] sealedOtp, long otpStep) {

    static Administrator of(ResultSet row) throws SQLException {
        return new Administrator(
                new TenantId(Rows.uuid(row, "tenant_id")),
                Rows.uuid(row, "administrator_id"),
                row.getString("name"),
                row.getBytes("salt"),
                row.getBytes("verifier"),
                row.getBytes("sealed_otp"),
                row.getLong("otp_step"));
    }

    /** Redacted. */
    @Override
    public String toString() {
        return "Administrator[redacted]";
    }
}
