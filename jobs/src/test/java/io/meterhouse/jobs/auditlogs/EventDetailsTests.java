package io.meterhouse.jobs.auditlogs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The further fields of an event lose every secret that their names tell of, and nothing else. */
class EventDetailsTests {

    @Test
    void keysAndPasswordsGoWhateverTheirFieldsAreCalled() {
        assertThat(kept("""
                        {"headers": {"x-api-key": "my-secret-123"}, "azure_api_key": "0123456789abcdef0123456789abcdef", "x-goog-api-key": "a",
                         "openai_api_key": "b", "apiKeys": ["c", "d"], "master_key": "e", "encryption_key": "f", "salt_key": "g",
                         "signingKey": "h", "pass": "i", "smtp_pass": "j", "passphrase": "k", "passcode": "l", "otp": 123456, "totp": "m",
                         "pin": 1234, "tokens": ["n"], "token_value": "o", "deviceTokens": {"phone": "p"}}""")).isEqualTo("{\"headers\":{}}");
    }

    @Test
    void countersAndWhatIsToldOfAKeyStay() {
        String harmless = "{\"total_tokens\":1200,\"max_tokens\":\"4096\",\"tokens\":{\"prompt\":3,\"completion\":4},"
                + "\"api_key_hash\":\"%s\",\"apiKeyAlias\":\"demo\",\"apiKeyId\":\"7\",\"api_keys_count\":2,"
                        .formatted("ab".repeat(32))
                + "\"changed_by_api_key\":\"%s\",\"bypass\":true,\"carbon_footprint\":1}".formatted("cd".repeat(32));

        assertThat(kept(harmless)).isEqualTo(harmless);
    }

    private static String kept(String metadata) {
        return String.valueOf(EventDetails.of(new SourceRow(Map.of(AuditField.METADATA, metadata), null)));
    }
}
