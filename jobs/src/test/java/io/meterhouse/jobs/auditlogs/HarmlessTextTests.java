package io.meterhouse.jobs.auditlogs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A text keeps no secret, however it is quoted and whatever it is called. */
class HarmlessTextTests {

    @Test
    void aSecretEndsAtTheQuoteThatClosesIt() {
        assertThat(HarmlessText.of("{\"password\":\"ab\\\"hunter2rest\",\"user\":\"ann\"}"))
                .isEqualTo("{\"password\":{secret},\"user\":\"ann\"}");
        assertThat(HarmlessText.of("secret='it\\'s hunter2' of ann")).isEqualTo("secret={secret} of ann");
        assertThat(HarmlessText.of("{\"password\":\"hunter2 cut he")).isEqualTo("{\"password\":{secret}");
        assertThat(HarmlessText.of("password:\"" + "\\\"".repeat(200_000))).isEqualTo("password:{secret}");
    }

    @Test
    void passwordsKeysAndAuthorizationsAreKnownByMoreWords() {
        assertThat(HarmlessText.of("pwd=hunter2&pass=hunter3&db_pass=hunter4&passphrase=hunter5&otp=123456"))
                .isEqualTo("pwd={secret}&pass={secret}&db_pass={secret}&passphrase={secret}&otp={secret}");
        assertThat(HarmlessText.of("Authorization: Token abcdef123")).isEqualTo("Authorization: {secret}");
        assertThat(HarmlessText.of("{\"authorization\":\"Token abcdef123\",\"user\":\"ann\"}"))
                .isEqualTo("{\"authorization\":{secret},\"user\":\"ann\"}");
        assertThat(HarmlessText.of("Incorrect API key provided: plain-key-42"))
                .isEqualTo("Incorrect API key provided: {secret}");
        assertThat(HarmlessText.of("master_key: plain-key-43")).isEqualTo("master_key: {secret}");
    }

    @Test
    void wordsThatOnlyLookLikeOneStay() {
        assertThat(HarmlessText.of("bypass: yes, total_tokens: 12, footprint=3"))
                .isEqualTo("bypass: yes, total_tokens: 12, footprint=3");
    }
}
