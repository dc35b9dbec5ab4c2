package io.meterhouse.jobs.auditlogs;

import io.meterhouse.jobs.accesslogs.AgentFamily;
import io.meterhouse.jobs.accesslogs.ClientPseudonym;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemProcessor;

/** Makes of a row what may be written of it. Used by one thread. */
final class HarmlessEvents implements ItemProcessor<SourceRow, AuditEvent> {

    private static final int LONGEST_ID = 255;
    private static final int LONGEST_TEXT = 1_000;

    private final AuditWindow window;
    private final ClientPseudonym.Maker pseudonyms;

    HarmlessEvents(AuditWindow window, byte[] pepper) {
        this.window = window;
        this.pseudonyms = new ClientPseudonym.Maker(pepper);
    }

    /** The event; null when it is outside of the days that are read. */
    @Override
    public @Nullable AuditEvent process(SourceRow row) {
        if (row.occurredAt() != null && !window.contains(row.occurredAt())) {
            return null;
        }
        String user = row.text(AuditField.USER);
        String address = row.text(AuditField.ADDRESS);
        String agent = row.text(AuditField.AGENT);
        String session = row.text(AuditField.SESSION);
        ClientPseudonym client = address == null ? null : pseudonyms.of(address.replaceFirst("/\\d+$", ""));
        String id = row.text(AuditField.ID);
        return new AuditEvent(
                id == null ? "" : cut(id),
                row.occurredAt(),
                HarmlessText.name(user == null ? row.text(AuditField.USER_NAME) : user, LONGEST_ID),
                HarmlessText.of(row.text(AuditField.ACTION), LONGEST_ID),
                HarmlessText.of(row.text(AuditField.RESOURCE_TYPE), LONGEST_ID),
                HarmlessText.of(row.text(AuditField.RESOURCE_ID), LONGEST_ID),
                HarmlessText.of(row.text(AuditField.RESULT), LONGEST_ID),
                HarmlessText.of(row.text(AuditField.ERROR), LONGEST_TEXT),
                EventDetails.of(row),
                client == null ? null : client.hash(),
                client == null ? null : client.network(),
                agent == null ? null : AgentFamily.of(agent),
                session == null
                        ? null
                        : HexFormat.of().toHexDigits(pseudonyms.of(session).hash()));
    }

    private static String cut(String id) {
        return id.length() <= LONGEST_ID ? id : id.substring(0, LONGEST_ID);
    }
}
