package io.meterhouse.jobs.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meterhouse.jobs.books.BookRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The price book, the exchange rates and LiteLLM's model list come to one price a model, provider and day, or to none. */
class PriceBookTests {

    @TempDir
    Path folder;

    private PricedUsage usage;

    @BeforeEach
    void begin() {
        usage = new PricedUsage(folder);
    }

    @Test
    void anExactNameGoesBeforePatternsTheLongerBeforeTheShorterAndAProviderBeforeAll() throws IOException {
        for (String model : List.of("gpt-4", "gpt-4-mini", "gpt-5", "other")) {
            usage.used("2026-10-01", "a", model, "openai", 0, 0, "1");
        }
        usage.used("2026-10-01", "a", "gpt-5", "azure", 0, 0, "1");
        usage.book("""
                gpt-*,,1,1,,,,,,,,,,,
                gpt-4*,,2,2,,,,,,,,,,,
                gpt-4,,3,3,,,,,,,,,,,
                gpt-*,azure,4,4,,,,,,,,,,,
                """);

        usage.prepare("2026-10-19");

        assertThat(usage.prices())
                .containsExactly(
                        "gpt-4 openai 0001-01-01 9999-12-31 3.0000 line 4",
                        "gpt-4-mini openai 0001-01-01 9999-12-31 2.0000 line 3",
                        "gpt-5 azure 0001-01-01 9999-12-31 4.0000 line 5",
                        "gpt-5 openai 0001-01-01 9999-12-31 1.0000 line 2");
    }

    @Test
    void whatLiteLlmStatesHoldsFromTheDayItWasSeenIsAssumedBeforeAndYieldsToTheBook() throws IOException {
        usage.used("2026-10-01", "a", "m", "p", 0, 0, "1");
        usage.observed(
                "2026-09-05 02:10:00",
                "d1",
                "{'model':'m','input_cost_per_token':2.5E-6,'output_cost_per_token':1e-05}".replace('\'', '"'));
        usage.observed(
                "2026-09-20 02:10:00",
                "d1",
                "{'model':'m','input_cost_per_token':3E-6,'output_cost_per_token':1e-05}".replace('\'', '"'));
        usage.book("m,,9,9,,,,,,,,2026-09-10,2026-09-15,,\n");

        usage.prepare("2026-10-19");

        assertThat(usage.prices())
                .containsExactly(
                        "m p 0001-01-01 2026-09-05 2.5000 model_info assumed",
                        "m p 2026-09-05 2026-09-10 2.5000 model_info",
                        "m p 2026-09-10 2026-09-15 9.0000 line 2",
                        "m p 2026-09-15 2026-09-20 2.5000 model_info",
                        "m p 2026-09-20 9999-12-31 3.0000 model_info");
    }

    @Test
    void aModelThatLiteLlmListsHasPricesBeforeAnybodyUsesIt() throws IOException {
        usage.used("2026-10-01", "a", "p/used", "elsewhere", 0, 0, "1");
        for (String model : List.of("p/used", "p/new", "bare")) {
            usage.observed(
                    "2026-09-05 02:10:00",
                    "deployment of " + model,
                    "{'model':'%s','input_cost_per_token':2.5E-6,'output_cost_per_token':1e-05}"
                            .formatted(model)
                            .replace('\'', '"'));
        }
        usage.book("p/*,p,9,9,,,,,,,,2026-09-10,,90,\n");

        usage.prepare("2026-10-19");

        assertThat(usage.prices())
                .containsExactly(
                        "p/new p 0001-01-01 2026-09-05 2.5000 model_info assumed",
                        "p/new p 2026-09-05 2026-09-10 2.5000 model_info",
                        "p/new p 2026-09-10 9999-12-31 9.0000 line 2",
                        "p/used elsewhere 0001-01-01 2026-09-05 2.5000 model_info assumed",
                        "p/used elsewhere 2026-09-05 9999-12-31 2.5000 model_info");
    }

    @Test
    void deploymentsThatDifferAndPricesOfZeroAreNoPrice() {
        usage.used("2026-10-01", "a", "m", "p", 0, 0, "1");
        usage.used("2026-10-01", "a", "free", "p", 0, 0, "1");
        usage.observed(
                "2026-09-05 02:10:00",
                "d1",
                "{\"model\":\"m\",\"input_cost_per_token\":1e-6,\"output_cost_per_token\":1e-6}");
        usage.observed(
                "2026-09-20 02:10:00",
                "d2",
                "{\"model\":\"m\",\"input_cost_per_token\":2e-6,\"output_cost_per_token\":1e-6}");
        usage.observed(
                "2026-09-30 02:10:00",
                "d2",
                "{\"model\":\"m\",\"input_cost_per_token\":1e-6,\"output_cost_per_token\":1e-6}");
        usage.observed(
                "2026-09-05 02:10:00",
                "d3",
                "{\"model\":\"free\",\"input_cost_per_token\":0,\"output_cost_per_token\":0}");

        usage.prepare("2026-10-19");

        assertThat(usage.prices())
                .containsExactly(
                        "m p 0001-01-01 2026-09-05 1.0000 model_info assumed",
                        "m p 2026-09-05 2026-09-20 1.0000 model_info",
                        "m p 2026-09-30 9999-12-31 1.0000 model_info");
    }

    @Test
    void anotherCurrencyIsConvertedByTheRateOfTheMonth() throws IOException {
        usage.used("2026-09-01", "a", "m", "p", 0, 0, "1");
        usage.book("m,,2,6,,,,,,,EUR,2026-08-15,2026-10-10,,\n");
        usage.rates("2026-08,EUR,1.1,\n2026-09,EUR,1.2,\n2026-10,EUR,1.25,\n");

        usage.prepare("2026-10-19");

        assertThat(
                        usage.answers(
                                "valid_from, valid_to, input_usd, output_usd, currency, usd_per_currency from star.dim_price order by all"))
                .containsExactly(
                        "2026-08-15 2026-09-01 0.000002200000 0.000006600000 EUR 1.10000000",
                        "2026-09-01 2026-10-01 0.000002400000 0.000007200000 EUR 1.20000000",
                        "2026-10-01 2026-10-10 0.000002500000 0.000007500000 EUR 1.25000000");
    }

    @Test
    void aMonthWithoutARateIsRefusedOnceItIsNeeded() throws IOException {
        usage.book("m,,2,6,,,,,,,EUR,2026-09-15,,,\n");
        usage.rates("2026-09,EUR,1.2,\n");

        usage.prepare("2026-09-30");

        assertThatThrownBy(() -> usage.prepare("2026-11-01"))
                .isInstanceOf(BookRefusedException.class)
                .hasMessageContaining(
                        "line 2 is in EUR, and exchange_rates.csv has no rate of EUR for 2026-10 and 1 more months");
    }

    @Test
    void aLineThatIsTakenOutTakesItsPriceWithIt() throws IOException {
        usage.used("2026-09-01", "a", "m", "p", 0, 0, "1");
        usage.book("m,,2,6,,,,,,,,,,,\nservice:search,,,,,,,0.0005,,,,,,,\n");
        usage.prepare("2026-10-19");
        assertThat(usage.answers("model_name, provider_id, call_usd from star.dim_price where price_kind = 'service'"))
                .containsExactly("service:search (any) 0.000500000000");

        usage.book("");
        usage.prepare("2026-10-19");

        assertThat(usage.answers("count(*) from star.dim_price")).containsExactly("0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gpt-4*,,1,1,,,,,,,,,,, | *-mini,,1,1,,,,,,,,,,,",
                "gpt-4,,1,1,,,,,,,,,,, | gpt-4,,2,2,,,,,,,,,,,",
                "gpt-4*,azure,1,1,,,,,,,,2026-01-01,2026-02-01,, | gpt-*4,azure,1,1,,,,,,,,2026-01-31,,,",
                "*,,1,1,,,,,,,,,,, | **,,1,1,,,,,,,,,,,"
            })
    void twoLinesOfWhichNeitherGoesBeforeTheOtherAreRefused(String one, String other) throws IOException {
        usage.book(one + "\n" + other + "\n");

        assertThatThrownBy(() -> usage.prepare("2026-10-19"))
                .isInstanceOf(BookRefusedException.class)
                .hasMessageContaining("line 2 (" + one.split(",")[0] + ") and line 3 (" + other.split(",")[0] + ")")
                .hasMessageContaining("neither goes before the other");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gpt-4*,,1,1,,,,,,,,,,, | gpt-5*,,1,1,,,,,,,,,,,",
                "gpt-4*,azure,1,1,,,,,,,,,,, | gpt-4*,,1,1,,,,,,,,,,,",
                "gpt-4,,1,1,,,,,,,,,2026-02-01,, | gpt-4,,1,1,,,,,,,,2026-02-01,,,",
                "a*b,,1,1,,,,,,,,,,, | b*a,,1,1,,,,,,,,,,,"
            })
    void linesThatNeverMeetAreTaken(String one, String other) throws IOException {
        usage.book(one + "\n" + other + "\n");

        usage.prepare("2026-10-19");

        assertThat(usage.answers("count(*) from ops.price_rule")).containsExactly("2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gpt-4,,1 | line 2 is no price; a price is model_pattern,provider,input_per_million",
                "gpt-4,,thirty,60,,,,,,,,,,, | line 2 has the input_per_million 'thirty'; it is a number from 0 to 100000 with at most 6 decimals",
                "gpt-4,,30,,,,,,,,,,,, | line 2 prices a model without input_per_million or output_per_million",
                "gpt-4,,30,60,,,,1,,,,,,, | line 2 prices a model by the call or unit",
                "gpt-4,,30,60,,,120,,,,,,,, | line 2 has the batch_discount_percent '120'; it is a number from 0 to 100",
                "gpt-4,,30,60,,,,,,,euro,,,, | line 2 has the currency 'euro'",
                "gpt-4,,30,60,,,,,,,EUR,,,, | line 2 is in EUR and holds always; give it a valid_from",
                "gpt-4,,30,60,,,,,,,,soon,,, | line 2 holds from 'soon' to ''; a day is written like 2026-09-30",
                "service:search,,1,1,,,,1,,,,,,, | line 2 prices a service by tokens, provider or pattern",
                "service:storage,,,,,,,,0.023,,,,,, | line 2 prices a service; it needs either per_call, or per_unit and unit",
                "service:bandwidth,,,,,,,,0.09,TB,,,,, | line 2 prices service:bandwidth, which is measured; it needs per_unit and the unit GB",
                "service:storage,,,,,,,0.5,,,,,,, | line 2 prices service:storage, which is measured; it needs per_unit and the unit GB-month"
            })
    void aLineThatIsNoPriceIsNamed(String line, String problem) throws IOException {
        usage.book(line + "\n");

        assertThatThrownBy(() -> usage.prepare("2026-10-19"))
                .isInstanceOf(BookRefusedException.class)
                .hasMessageContaining(folder.resolve("price_book.csv").toString())
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-9,EUR,1.1, | line 2 is of the month '2026-9'",
                "2026-09,USD,1, | line 2 has the currency 'USD'",
                "2026-09,EUR,0, | line 2 has the rate '0'; a rate is how many US dollars one EUR costs",
                "2026-09,EUR | line 2 is no rate"
            })
    void aLineThatIsNoRateIsNamed(String line, String problem) throws IOException {
        usage.rates(line + "\n");

        assertThatThrownBy(() -> usage.prepare("2026-10-19")).hasMessageContaining(problem);
    }

    @Test
    void aRateThatIsStatedTwiceIsRefused() throws IOException {
        usage.rates("2026-09,EUR,1.1,\n2026-09,EUR,1.1,\n");

        assertThatThrownBy(() -> usage.prepare("2026-10-19"))
                .hasMessageContaining("line 3 states a rate of EUR for 2026-09 once more");
    }

    @Test
    void theBooksAsShippedSayNothingAndTheirExamplesAreInOrder() throws IOException {
        List<String> prices = Files.readAllLines(Path.of("../config/price_book.csv"));
        List<String> rates = Files.readAllLines(Path.of("../config/exchange_rates.csv"));
        assertThat(prices).filteredOn(line -> !line.startsWith("#")).containsExactly(PricedUsage.HEADER.strip());
        assertThat(rates).filteredOn(line -> !line.startsWith("#")).hasSize(1);

        usage.book(String.join("\n", examples(prices, 7)));
        usage.rates("2026-07,EUR,1,\n2026-08,EUR,1,\n" + String.join("\n", examples(rates, 1)));
        usage.prepare("2026-09-30");

        assertThat(usage.answers("count(distinct line_number) from ops.price_rule"))
                .containsExactly("7");
    }

    private static List<String> examples(List<String> lines, int count) {
        List<String> examples = lines.stream()
                .filter(line -> line.matches("# \\S+,\\S*,.*"))
                .map(line -> line.substring(2))
                .toList();
        assertThat(examples).hasSize(count);
        return examples;
    }
}
