package io.meterhouse.scheduler.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Commands that are asked in processes of their own. */
class AskedCommandTests {

    @Test
    void aCommandAnswersAndOneThatFailsIsNamedWithItsExitCode() throws Exception {
        AskedCommand asked = new AskedCommand(List.of("--meterhouse.litellm.page-size=9999"));

        assertThat(asked.answer(List.of("--version"))).startsWith("meterhouse ");
        assertThatThrownBy(() -> asked.answer(List.of("doctor")))
                .isInstanceOf(IOException.class)
                .hasMessage("[doctor] ended with exit code 2");
    }
}
