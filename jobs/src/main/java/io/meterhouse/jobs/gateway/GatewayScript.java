package io.meterhouse.jobs.gateway;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a stand-in gateway serves and to whom; each {@code with} method gives a changed copy. */
public record GatewayScript(
        UsageRows rows,
        GatewayDirectory directory,
        String apiKey,
        Map<String, Caller> otherCallers,
        String version,
        String pathPrefix,
        int port,
        @Nullable Integer keyLimit,
        Faults faults,
        @Nullable AuditTrail auditTrail) {

    /** What the owner of a key may see. */
    public enum Role {
        /** Sees and may ask everything. */
        ADMIN,
        /** Sees everything, but the aggregated endpoint is closed. */
        VIEWER,
        /** Sees the own rows only, but may list the users of the own organisation. */
        ORGANISATION_ADMIN,
        /** Sees the own rows only. */
        USER;

        /** Whether activity and keys of others are shown. */
        boolean seesEverybody() {
            return this == ADMIN || this == VIEWER;
        }

        /** The role in the gateway's own words. */
        String word() {
            return switch (this) {
                case ADMIN -> "proxy_admin";
                case VIEWER -> "proxy_admin_viewer";
                case ORGANISATION_ADMIN, USER -> "internal_user";
            };
        }
    }

    /** The owner of a key other than the administrator's. */
    public record Caller(Role role, String userId) {}

    public GatewayScript {
        otherCallers = Map.copyOf(otherCallers);
        if (!pathPrefix.isEmpty() && (!pathPrefix.startsWith("/") || pathPrefix.endsWith("/"))) {
            throw new IllegalArgumentException(
                    "The path prefix must start with / and not end with it: '%s'".formatted(pathPrefix));
        }
        if (keyLimit != null && keyLimit < 1) {
            throw new IllegalArgumentException("The key limit must be 1 or more: " + keyLimit);
        }
    }

    /** The rows and directory under a well-known administrator's key, at a free port, without faults. */
    public static GatewayScript of(UsageRows rows, GatewayDirectory directory) {
        return new GatewayScript(
                rows, directory, "sk-stand-in-administrator", Map.of(), "1.97.2", "", 0, null, Faults.none(), null);
    }

    public GatewayScript withApiKey(String key) {
        return new GatewayScript(
                rows, directory, key, otherCallers, version, pathPrefix, port, keyLimit, faults, auditTrail);
    }

    /** Lets another key in, with the role of its owner. */
    public GatewayScript withCaller(String key, Role role, String userId) {
        Map<String, Caller> callers = new LinkedHashMap<>(otherCallers);
        callers.put(key, new Caller(role, userId));
        return new GatewayScript(
                rows, directory, apiKey, callers, version, pathPrefix, port, keyLimit, faults, auditTrail);
    }

    /** The version that the readiness endpoint tells. */
    public GatewayScript withVersion(String told) {
        return new GatewayScript(
                rows, directory, apiKey, otherCallers, told, pathPrefix, port, keyLimit, faults, auditTrail);
    }

    /** Serves below a path, such as {@code /litellm}. */
    public GatewayScript withPathPrefix(String prefix) {
        return new GatewayScript(
                rows, directory, apiKey, otherCallers, version, prefix, port, keyLimit, faults, auditTrail);
    }

    /** Serves at a fixed port, so that another process knows where. */
    public GatewayScript withPort(int fixed) {
        return new GatewayScript(
                rows, directory, apiKey, otherCallers, version, pathPrefix, fixed, keyLimit, faults, auditTrail);
    }

    /** Makes the aggregated endpoint list only the keys that spent most. */
    public GatewayScript withKeyLimit(int keys) {
        return new GatewayScript(
                rows, directory, apiKey, otherCallers, version, pathPrefix, port, keys, faults, auditTrail);
    }

    /** Serves an audit log, as only an installation with the enterprise package does. */
    public GatewayScript withAuditTrail(AuditTrail trail) {
        return new GatewayScript(
                rows, directory, apiKey, otherCallers, version, pathPrefix, port, keyLimit, faults, trail);
    }

    public GatewayScript withFaults(Faults planned) {
        return new GatewayScript(
                rows, directory, apiKey, otherCallers, version, pathPrefix, port, keyLimit, planned, auditTrail);
    }
}
