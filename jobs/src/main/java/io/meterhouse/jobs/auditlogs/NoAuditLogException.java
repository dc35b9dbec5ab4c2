package io.meterhouse.jobs.auditlogs;

/** Where an audit log may be, there is none. That is no failure, unless there was one. */
final class NoAuditLogException extends AuditSourceException {

    private static final long serialVersionUID = 1L;

    NoAuditLogException(String message, Throwable cause) {
        super(message, cause);
    }
}
