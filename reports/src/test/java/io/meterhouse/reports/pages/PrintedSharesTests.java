package io.meterhouse.reports.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PrintedSharesTests {

    @Test
    void threeThirdsAreAHundredPercent() {
        BigDecimal third = new BigDecimal("0.333333333333");

        assertThat(PrintedShares.of(List.of(third, third, third)))
                .containsExactly(new BigDecimal("33.4"), new BigDecimal("33.3"), new BigDecimal("33.3"));
    }

    @Test
    void nothingSpentIsNoShare() {
        assertThat(PrintedShares.of(List.of(BigDecimal.ZERO, BigDecimal.ZERO)))
                .containsExactly(new BigDecimal("0.0"), new BigDecimal("0.0"));
        assertThat(PrintedShares.of(List.of())).isEmpty();
    }

    @Property
    void printedSharesSumToAHundredAndEachIsLessThanATenthOff(
            @ForAll @Size(min = 1, max = 40) List<@LongRange(min = 0, max = 1_000_000) Long> amounts) {
        BigDecimal total = BigDecimal.valueOf(
                Math.max(1, amounts.stream().mapToLong(Long::longValue).sum()));
        List<BigDecimal> shares = amounts.stream()
                .map(amount -> BigDecimal.valueOf(amount).divide(total, MathContext.DECIMAL64))
                .toList();

        List<BigDecimal> percents = PrintedShares.of(shares);

        assertThat(percents.stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(amounts.stream().allMatch(amount -> amount == 0) ? "0" : "100");
        for (int i = 0; i < shares.size(); i++) {
            assertThat(percents.get(i).subtract(shares.get(i).movePointRight(2)).abs())
                    .isLessThan(new BigDecimal("0.1"));
            assertThat(percents.get(i).signum()).isNotNegative();
        }
    }
}
