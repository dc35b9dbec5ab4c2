package io.meterhouse.reports.wording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meterhouse.reports.document.Kind;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LanguageTests {

    private final Language english = Language.of(Locale.ENGLISH);
    private final Language german = Language.of(Locale.GERMAN);

    @Test
    void everyLanguageHasTheSameTextsWithTheSamePlaces() throws IOException {
        assertThat(places("de")).isEqualTo(places("en")).hasSizeGreaterThan(100);
    }

    private static Map<String, List<String>> places(String language) throws IOException {
        Properties texts = new Properties();
        try (Reader file = new InputStreamReader(
                Objects.requireNonNull(
                        Language.class.getResourceAsStream("/reports/wording/texts_%s.properties".formatted(language))),
                StandardCharsets.UTF_8)) {
            texts.load(file);
        }
        Map<String, List<String>> places = new TreeMap<>();
        texts.stringPropertyNames()
                .forEach(key -> places.put(
                        key,
                        Pattern.compile("\\{[^}]*}")
                                .matcher(texts.getProperty(key))
                                .results()
                                .map(MatchResult::group)
                                .sorted()
                                .toList()));
        return places;
    }

    @Test
    void figuresAreWrittenAsTheirReadersWriteThem() {
        BigDecimal amount = new BigDecimal("1234567.895");

        assertThat(english.cell(Kind.MONEY, amount)).isEqualTo("$1,234,567.90");
        assertThat(german.cell(Kind.MONEY, amount)).isEqualTo("1.234.567,90 $");
        assertThat(english.cell(Kind.COUNT, 1_234_567L)).isEqualTo("1,234,567");
        assertThat(german.cell(Kind.COUNT, 1_234_567L)).isEqualTo("1.234.567");
        assertThat(english.cell(Kind.UNIT_PRICE, new BigDecimal("0.0012345"))).isEqualTo("$0.001235");
        assertThat(german.cell(Kind.UNIT_PRICE, new BigDecimal("0.5"))).isEqualTo("0,5000 $");
        assertThat(english.cell(Kind.CHANGE, new BigDecimal("0.125"))).isEqualTo("+12.5%");
        assertThat(german.cell(Kind.CHANGE, new BigDecimal("-0.125"))).isEqualTo("-12,5 %");
        assertThat(english.cell(Kind.DURATION, new BigDecimal("999.4"))).isEqualTo("999 ms");
        assertThat(german.cell(Kind.DURATION, new BigDecimal("1500"))).isEqualTo("1,50 s");
        assertThat(english.cell(Kind.NUMBER, null)).isEqualTo("–");
    }

    @Test
    void aShareThatIsNotQuiteAllOrNothingIsNotPrintedAsIfItWere() {
        assertThat(english.share(new BigDecimal("0.9999"))).isEqualTo(">99.9%");
        assertThat(german.share(new BigDecimal("0.0001"))).isEqualTo("<0,1 %");
        assertThat(english.share(BigDecimal.ONE)).isEqualTo("100.0%");
        assertThat(english.share(BigDecimal.ZERO)).isEqualTo("0.0%");
    }

    @Test
    void daysAreWrittenAsTheirReadersWriteThem() {
        LocalDate first = LocalDate.parse("2026-09-01");
        LocalDate last = LocalDate.parse("2026-09-30");

        assertThat(english.day(last)).isEqualTo("2026-09-30");
        assertThat(german.day(last)).isEqualTo("30.09.2026");
        assertThat(english.range(first, last)).isEqualTo("1–30 September 2026");
        assertThat(german.range(first, last)).isEqualTo("1.–30. September 2026");
        assertThat(german.range(LocalDate.parse("2026-02-27"), first)).isEqualTo("27. Februar – 1. September 2026");
        assertThat(english.range(LocalDate.parse("2025-12-31"), first))
                .isEqualTo("31 December 2025 – 1 September 2026");
        assertThat(english.range(first, first)).isEqualTo("1 September 2026");
        assertThat(german.cell(Kind.MOMENT, LocalDateTime.parse("2026-09-30T23:59:59")))
                .isEqualTo("30.09.2026 23:59");
        assertThat(english.moment(Instant.parse("2026-10-01T03:00:07Z"))).isEqualTo("2026-10-01 03:00 UTC");
    }

    @Test
    void oneIsNotMany() {
        assertThat(english.counted("days", 1)).isEqualTo("1 day");
        assertThat(german.counted("days", 1_000)).isEqualTo("1.000 Tage");
    }

    @Test
    void whatStandsInAPlaceIsTakenAsItIs() {
        assertThat(english.text("report.audience.only", "team=$1 \\ {0}")).isEqualTo("Only team=$1 \\ {0}");
    }

    @Test
    void aLanguageWithoutTextsIsRefused() {
        assertThatThrownBy(() -> Language.of(Locale.forLanguageTag("tlh")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "There are no texts in the language 'tlh'; reports are written in en and de. A further language needs a file reports/wording/texts_tlh.properties on the class path.");
    }
}
