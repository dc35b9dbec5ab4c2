package io.meterhouse.jobs.retention;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A slip in a setting deletes nothing that a run still needs. */
class RetentionPropertiesTests {

    @Test
    void theDefaultsHaveNoProblem() {
        assertThat(RetentionProperties.defaults().problems()).isEmpty();
    }

    @Test
    void everyTimeThatIsTooShortIsNamedWithItsBounds() {
        assertThat(new RetentionProperties(29, 28, 185, 29, 13, 13, 13, null).problems())
                .hasSize(7)
                .startsWith(
                        "meterhouse.retention.request-days is 29; it must be 30 to 36500 days, because what is deleted cannot be had back.",
                        "meterhouse.retention.hourly-days is 28; it must be 29 to 36500 days, because what is deleted cannot be had back.",
                        "meterhouse.retention.cost-days is 185; it must be 186 to 36500 days, because what is deleted cannot be had back.");
    }

    @Test
    void aTimeThatReachesBeforeAllTimesIsRefused() {
        assertThat(new RetentionProperties(90, 730, 36_501, 730, 90, 90, 90, null).problems())
                .hasSize(1);
    }
}
