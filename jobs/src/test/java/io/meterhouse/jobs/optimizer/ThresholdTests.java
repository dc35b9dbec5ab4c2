package io.meterhouse.jobs.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Thresholds of plans and infrastructure are those of the source documents unless said, and refused when they mean nothing. */
class ThresholdTests {

    @Test
    void theyAreThoseOfTheSourceDocumentsAsShipped() {
        assertThat(Shipped.PLANS).isEqualTo(new PlanThresholds(decimal("1.0"), decimal("0.25"), decimal("0.8")));
        assertThat(Shipped.INFRASTRUCTURE)
                .isEqualTo(new InfraThresholds(decimal("70"), decimal("0.5"), decimal("0.5")));
        assertThat(Shipped.OFF_PEAK)
                .isEqualTo(new OffPeakTerms(List.of(), decimal("20"), List.of(), decimal("0.5"), decimal("1.5")));
        assertThat(Shipped.PLANS.problems("plans")).isEmpty();
        assertThat(Shipped.INFRASTRUCTURE.problems("infrastructure")).isEmpty();
        assertThat(Shipped.OFF_PEAK.problems("off-peak")).isEmpty();
    }

    @Test
    void whatMeansNothingIsNamedWithItsValue() {
        assertThat(new PlanThresholds(decimal("0"), decimal("25"), decimal("0")).problems("plans"))
                .containsExactly(
                        "plans.upgrade-above is 0; it is a part of a limit above 0, such as 1.0.",
                        "plans.optimize-below is 25; it is a part of a limit from 0 to 1, such as 0.25.",
                        "plans.fits-up-to is 0; it is a part of a limit above 0 and at most 1, such as 0.8.");
        assertThat(new InfraThresholds(decimal("0"), decimal("1.1"), decimal("-1")).problems("infrastructure"))
                .containsExactly(
                        "infrastructure.busy-percent is 0; it is above 0 and at most 100, such as 70.",
                        "infrastructure.quiet-below is 1.1; it is a part of the busiest hour from 0 to 1, such as 0.5.",
                        "infrastructure.scaled-down-by is -1; it is a part of the capacity from 0 to 1, such as 0.5.");
        assertThat(new OffPeakTerms(List.of(" "), decimal("101"), List.of(), decimal("2"), decimal("0.9"))
                        .problems("off-peak"))
                .containsExactly(
                        "off-peak.discount-percent is 101; it is from 0 to 100, such as 20.",
                        "off-peak.shiftable is 2; it is a part of background work from 0 to 1, such as 0.5.",
                        "off-peak.peak-ratio is 0.9; the busiest hours have at least as many requests as a mean one, such as 1.5 times.",
                        "off-peak.services or off-peak.background has an empty entry; name services as config/service_routes.csv does, "
                                + "or paths such as /batch*.");
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }
}
