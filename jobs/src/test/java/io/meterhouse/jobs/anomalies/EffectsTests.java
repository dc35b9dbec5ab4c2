package io.meterhouse.jobs.anomalies;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Volume, prices and mix are the change, to the last decimal. */
class EffectsTests {

    private static final LocalDate DAY = LocalDate.parse("2026-09-15");

    @Test
    void twiceAsManyTokensAtTheSamePriceAreVolume() {
        assertThat(told(deviation("200", "100"), part("200", 2_000, "1000", 10_000)))
                .isEqualTo("100 | 0 | 0 | tokens | 2000 | 1000");
    }

    @Test
    void theSameTokensAtTwiceThePriceArePrices() {
        assertThat(told(deviation("200", "100"), part("200", 1_000, "1000", 10_000)))
                .isEqualTo("0 | 100 | 0 | tokens | 1000 | 1000");
    }

    @Test
    void aDearerModelInPlaceOfAnotherIsMix() {
        // Both had 5,000 tokens, at 0.04 and 0.16: 0.10 on average. Now all 1,000 are of the dearer one.
        assertThat(told(deviation("160", "100"), part("0", 0, "200", 5_000), part("160", 1_000, "800", 5_000)))
                .isEqualTo("0 | 0 | 60 | tokens | 1000 | 1000");
    }

    @Test
    void allThreeAtOnceAddUp() {
        // 1,500 tokens at 0.10 are 150, 50 more than expected. The dearer model went from 0.16 to 0.20 for 1,000
        // tokens: 40. What is left of
        // 120 is 30: 1,000 tokens at 0.16 and 500 at 0.04 are 180 in place of 150.
        assertThat(told(deviation("220", "100"), part("20", 500, "200", 5_000), part("200", 1_000, "800", 5_000)))
                .isEqualTo("50 | 40 | 30 | tokens | 1500 | 1000");
    }

    @Test
    void aModelThatWasNotUsedBeforeIsMix() {
        assertThat(told(deviation("150", "100"), part("100", 1_000, "1000", 10_000), part("50", 0, "0", 0)))
                .isEqualTo("0 | 0 | 50 | tokens | 1000 | 1000");
    }

    @Test
    void whatHasNoTokensIsCountedByRequests() {
        ModelPart images = new ModelPart(new BigDecimal("30"), 0, 30, new BigDecimal("100"), 0, 100);

        assertThat(told(deviation("30", "10"), images)).isEqualTo("20 | 0 | 0 | requests | 30 | 10");
    }

    @Test
    void whatHasNoPastIsVolumeAsAWhole() {
        assertThat(told(deviation("75", "0"), part("75", 900, "0", 0))).isEqualTo("75 | 0 | 0 | tokens | 900 | null");
    }

    @Test
    void whatWasFreeAndCostsNowIsPrices() {
        assertThat(told(deviation("75", "0"), part("75", 900, "0", 9_000)))
                .isEqualTo("0 | 75 | 0 | tokens | 900 | null");
    }

    @Test
    void nothingWhereSomethingWasExpectedIsVolume() {
        assertThat(told(deviation("0", "100"), part("0", 0, "1000", 10_000)))
                .isEqualTo("-100 | 0 | 0 | tokens | 0 | 1000");
    }

    @Test
    void effectsOfAnyAmountsAreTheChangeToTheLastDecimal() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            List<ModelPart> parts = new ArrayList<>();
            BigDecimal actual = BigDecimal.ZERO;
            for (int model = 0; model < 5; model++) {
                ModelPart part = new ModelPart(
                        amount(random), random.nextInt(3_000), 1, amount(random), random.nextInt(90_000), 1);
                parts.add(part);
                actual = actual.add(part.usd());
            }
            Deviation deviation = deviation(actual.toString(), amount(random).toString());

            Effects effects = Effects.of(deviation, parts);

            assertThat(effects.volumeUsd().add(effects.priceUsd()).add(effects.mixUsd()))
                    .isEqualByComparingTo(deviation.changeUsd());
        }
    }

    private static BigDecimal amount(Random random) {
        return BigDecimal.valueOf(random.nextLong(1_000_000_000_000_000L), 12);
    }

    private static ModelPart part(String usd, long tokens, String pastUsd, long pastTokens) {
        return new ModelPart(
                new BigDecimal(usd),
                tokens,
                Math.min(1, tokens),
                new BigDecimal(pastUsd),
                pastTokens,
                Math.min(1, pastTokens));
    }

    private static Deviation deviation(String usd, String expected) {
        return new Deviation(
                AnomalyKind.SPIKE,
                new Scope("total", 0, "(all)"),
                DAY,
                DAY,
                new BigDecimal(usd),
                new BigDecimal(expected),
                1,
                1L,
                9.0,
                Method.WEEKDAY_PROFILE,
                56);
    }

    private static String told(Deviation deviation, ModelPart... parts) {
        Effects effects = Effects.of(deviation, List.of(parts));
        return String.join(
                " | ",
                plain(effects.volumeUsd()),
                plain(effects.priceUsd()),
                plain(effects.mixUsd()),
                effects.unit().word(),
                String.valueOf(effects.quantity()),
                String.valueOf(effects.expectedQuantity()));
    }

    private static String plain(BigDecimal usd) {
        return usd.stripTrailingZeros().toPlainString();
    }
}
