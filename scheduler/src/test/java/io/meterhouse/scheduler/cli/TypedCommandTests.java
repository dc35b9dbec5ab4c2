package io.meterhouse.scheduler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The command that goes on is said as it was typed, so that it works as pasted and shows no secret. */
class TypedCommandTests {

    @Test
    void wordsAreQuotedForAShellWhereTheyNeedIt() {
        assertThat(TypedCommand.of("backfill", "--from", "2026-08-01", "--meterhouse.home=/srv/it's here")
                        .asPasted())
                .isEqualTo("meterhouse backfill --from 2026-08-01 '--meterhouse.home=/srv/it'\\''s here'");
    }

    @Test
    void secretsAreStruckOut() {
        assertThat(TypedCommand.of(
                                "nightly",
                                "--meterhouse.litellm.api-key=sk-1",
                                "--meterhouse.litellm.apiKey=sk-2",
                                "--meterhouse.litellm.headers.x-token=sk-3",
                                "--meterhouse.audit-logs.password=sk-4",
                                "--spring.mail.password=sk-5",
                                "--meterhouse.litellm.base-url=http://proxy")
                        .asPasted())
                .doesNotContain("sk-")
                .contains("'--meterhouse.litellm.api-key=***'")
                .endsWith("--meterhouse.litellm.base-url=http://proxy");
    }
}
