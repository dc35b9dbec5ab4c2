package io.meterhouse.jobs.auditlogs;

import io.meterhouse.jobs.landing.Secrets;
import java.sql.SQLException;
import java.util.Objects;

/** The audit log did not give its events; the message is one readable paragraph: what, with which value, what to do. */
class AuditSourceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AuditSourceException(String message) {
        super(Secrets.masked(message));
    }

    AuditSourceException(String message, Throwable cause) {
        super(Secrets.masked(message), cause);
    }

    /** What a refusal of the database means for whoever set the address and the user. */
    static AuditSourceException of(SQLException refused, AuditLogProperties properties) {
        String state = Objects.requireNonNullElse(refused.getSQLState(), "");
        String said = said(refused);
        String address = properties.address();
        String message;
        if (state.equals("28P01") || state.equals("28000")) {
            message =
                    "The database of the audit log at %s refuses the user %s: %s. Check meterhouse.audit-logs.username and METERHOUSE_AUDITLOGS_PASSWORD."
                            .formatted(address, properties.username(), said);
        } else if (state.equals("3D000")) {
            message = "There is no such database: %s. Check meterhouse.audit-logs.jdbc-url, which is %s."
                    .formatted(said, address);
        } else if (state.equals("42501")) {
            message = "The user %s may not read the audit log at %s: %s. Grant it the right to select from %s."
                    .formatted(
                            properties.username(),
                            address,
                            said,
                            properties.tableShape().table());
        } else if (state.equals("57P01") || state.equals("08006") || state.equals("57P02") || state.equals("57P03")) {
            message =
                    "The database of the audit log at %s went away: %s. What was loaded before stays; the next run reads what is missing."
                            .formatted(address, said);
        } else if (state.startsWith("08")) {
            message =
                    "The database of the audit log at %s cannot be reached: %s. Check meterhouse.audit-logs.jdbc-url and whether the database runs."
                            .formatted(address, said);
        } else {
            message = "The audit log at %s cannot be read: %s. What was loaded before stays.".formatted(address, said);
        }
        return new AuditSourceException(message, refused);
    }

    /** Drivers say in the message what they know, and of an unknown host only in the cause. */
    private static String said(SQLException refused) {
        Throwable root = refused;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = String.valueOf(refused.getMessage());
        String said = root == refused || root.getMessage() == null || message.contains(root.getMessage())
                ? message
                : "%s (%s: %s)".formatted(message, root.getClass().getSimpleName(), root.getMessage());
        String line = said.replaceAll("\\s+", " ").strip();
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
