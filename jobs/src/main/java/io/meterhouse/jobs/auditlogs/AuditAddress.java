package io.meterhouse.jobs.auditlogs;

import org.jspecify.annotations.Nullable;

/**
 * Where an audit log is read from, and as what: the same table read as another shape gives its events other ids.
 *
 * @param place where it is, without what may be a secret
 * @param shape name of the shape of its table; null when it has none, or when none was recorded
 */
record AuditAddress(String place, @Nullable String shape) {

    private static final String AS = " as ";

    /** As it was recorded once. */
    static AuditAddress of(String recorded) {
        for (String shape : AuditShape.names()) {
            if (recorded.endsWith(AS + shape)) {
                return new AuditAddress(recorded.substring(0, recorded.length() - (AS + shape).length()), shape);
            }
        }
        return new AuditAddress(recorded, null);
    }

    AuditAddress as(String otherShape) {
        return new AuditAddress(place, otherShape);
    }

    /** As it is recorded. */
    String text() {
        return shape == null ? place : place + AS + shape;
    }
}
