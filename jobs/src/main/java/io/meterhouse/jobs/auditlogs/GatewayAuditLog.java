package io.meterhouse.jobs.auditlogs;

import io.meterhouse.jobs.litellm.LiteLlmAuditLog;
import io.meterhouse.jobs.litellm.LiteLlmException;
import io.meterhouse.jobs.litellm.LiteLlmProperties;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** LiteLLM's own audit log, which tells who made, changed and deleted its keys, users, teams and models. */
final class GatewayAuditLog implements AuditLog {

    private final AuditLogProperties properties;
    private final LiteLlmProperties litellm;

    GatewayAuditLog(AuditLogProperties properties, LiteLlmProperties litellm) {
        this.properties = properties;
        this.litellm = litellm;
    }

    @Override
    public String source() {
        return "litellm-audit";
    }

    @Override
    public String title() {
        return "LiteLLM's audit log";
    }

    @Override
    public String auditSource() {
        return "litellm";
    }

    @Override
    public boolean isConfigured() {
        return properties.litellm() == AuditLogProperties.OfLiteLlm.ON && litellm.isConfigured();
    }

    @Override
    public AuditAddress address() {
        return new AuditAddress(LiteLlmAuditLog.address(litellm), null);
    }

    @Override
    public ItemStreamReader<SourceRow> open(AuditWindow window) {
        GatewayEvents events = new GatewayEvents(new LiteLlmAuditLog(litellm), this, window);
        events.look();
        return events;
    }

    /** What a refusal of the proxy means for whoever set the address and the key. */
    AuditSourceException failure(LiteLlmException refused) {
        return switch (refused.kind()) {
            case UNSUPPORTED ->
                new NoAuditLogException(
                        "There is no audit log at %s: LiteLLM has one where the package litellm-enterprise is installed."
                                .formatted(address().place()),
                        refused);
            case REFUSED ->
                new AuditSourceException(
                        "LiteLLM does not let the key in meterhouse.litellm.api-key read its audit log at %s: only a key whose owner has the role proxy_admin may, and none that has expired. Use such a key, or set meterhouse.audit-logs.litellm to off. What was loaded before stays."
                                .formatted(address().place()),
                        refused);
            case UNREACHABLE, UNUSABLE ->
                new AuditSourceException(
                        "The audit log of LiteLLM cannot be read: %s What was loaded before stays; the next run reads what is missing."
                                .formatted(refused.getMessage()),
                        refused);
        };
    }
}
