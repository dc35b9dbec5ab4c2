package io.meterhouse.jobs.auditlogs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event as it is landed: the same for every shape, less secrets and addresses.
 *
 * @param id identity in its table; empty when the table tells none
 * @param occurredAt when it happened; null when its time cannot be read
 * @param user id, else name, of who did it; null when nobody is named
 * @param action what was done; null when the table does not tell
 * @param resourceType kind of what it was done to
 * @param resourceId id of what it was done to
 * @param result how it ended, in the source's words
 * @param error why it failed
 * @param details further fields
 * @param clientHash keyed hash of the client's address
 * @param clientNetwork network of the client
 * @param agentFamily family of the client's program
 * @param sessionHash keyed hash of the session's id
 */
record AuditEvent(
        String id,
        @Nullable Instant occurredAt,
        @Nullable String user,
        @Nullable String action,
        @Nullable String resourceType,
        @Nullable String resourceId,
        @Nullable String result,
        @Nullable String error,
        @Nullable ObjectNode details,
        @Nullable Long clientHash,
        @Nullable String clientNetwork,
        @Nullable String agentFamily,
        @Nullable String sessionHash) {}
