package io.meterhouse.jobs.landing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A field's name tells of a secret however it is spelled. */
class SecretsTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void aSecretFieldIsKnownInEverySpellingAndWhatIsNoSecretStays() {
        assertThat(Secrets.remove(JSON.readTree("""
                        {"x-api-key": "a", "azure_api_key": "b", "apiKeys": ["c"], "master_key": "d", "encryptionKey": "e",
                         "signing-key": "f", "SALT_KEY": "g", "pass": "h", "passphrase": "i", "passcode": "j", "authToken": "k",
                         "token": "hash", "key_alias": "demo", "max_tokens": 5, "input_cost_per_token": 0.1, "bypass": true}""")))
                .hasToString(
                        "{\"token\":\"hash\",\"key_alias\":\"demo\",\"max_tokens\":5,\"input_cost_per_token\":0.1,\"bypass\":true}");
    }
}
