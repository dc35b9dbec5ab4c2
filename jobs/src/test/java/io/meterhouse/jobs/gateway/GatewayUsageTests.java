package io.meterhouse.jobs.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GatewayUsageTests {

    private static final LocalDate LAST_DAY = LocalDate.of(2026, 11, 21);

    private final DemoUsage usage = DemoUsage.endingOn(LAST_DAY);

    @Test
    void theDemoHasTheNumbersOfItsOrganisation() {
        Set<String> users = new TreeSet<>();
        Set<String> keys = new TreeSet<>();
        Set<String> models = new TreeSet<>();
        Set<String> providers = new TreeSet<>();
        List<UsageRow> rows = allRows(usage);
        for (UsageRow row : rows) {
            if (row.userId() != null && !row.userId().isEmpty()) {
                users.add(row.userId());
            }
            if (!row.apiKey().isEmpty()) {
                keys.add(row.apiKey());
            }
            if (row.provider() != null && !row.provider().isEmpty()) {
                models.add(row.model());
                providers.add(row.provider());
            }
        }

        assertThat(rows).hasSize(13_466);
        assertThat(users).hasSize(40);
        assertThat(keys).hasSize(60);
        assertThat(models).hasSize(14);
        assertThat(providers)
                .containsExactly(
                        "anthropic", "azure", "bedrock", "cohere", "hosted_vllm", "mistral", "openai", "vertex_ai");
    }

    @Test
    void theDirectoryOfTheDemoKnowsEveryKeyThatHasAnOwner() {
        GatewayDirectory directory = usage.directory();
        Set<String> known = new HashSet<>();
        directory.keys().forEach(key -> known.add(key.token()));
        directory.deletedKeys().forEach(key -> known.add(key.token()));
        Set<String> strangers = new TreeSet<>();
        for (UsageRow row : allRows(usage)) {
            if (!known.contains(row.apiKey())) {
                strangers.add(row.apiKey().replaceAll("[0-9a-f]{64}", "HASH"));
            }
        }

        assertThat(strangers).containsExactly("", "hashed-jwt-HASH", "litellm-internal-health-check");
        assertThat(directory.users()).hasSize(40);
        assertThat(directory.keys()).hasSize(54);
        assertThat(directory.deletedKeys()).hasSize(4);
        assertThat(directory.teams()).hasSize(7);
        assertThat(directory.models()).hasSize(14);
    }

    @Test
    void theDemoSpendsTheSameEveryTime() {
        Map<String, String> spendByMonth = new TreeMap<>();
        Map<String, Double> sums = new TreeMap<>();
        for (UsageRow row : allRows(usage)) {
            sums.merge(row.date().toString().substring(0, 7), row.spend(), Double::sum);
        }
        sums.forEach((month, sum) -> spendByMonth.put(month, String.format(Locale.ROOT, "%.2f", sum)));

        assertThat(spendByMonth)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "2026-08", "5728.29", "2026-09", "22860.92", "2026-10", "25531.23", "2026-11", "17793.61"));
    }

    @Test
    void aDayIsTheSameHoweverOftenAndInWhateverOrderItIsAsked() {
        List<UsageRow> forwards = allRows(usage);
        DemoUsage again = DemoUsage.endingOn(LAST_DAY);
        List<List<UsageRow>> backwards = new ArrayList<>();
        for (LocalDate day = LAST_DAY; !day.isBefore(again.firstDay()); day = day.minusDays(1)) {
            backwards.add(0, again.of(day));
        }

        assertThat(DemoNames.hash(forwards.toString()))
                .isEqualTo(DemoNames.hash(
                        backwards.stream().flatMap(List::stream).toList().toString()));
        assertThat(new DemoUsage(1, usage.firstDay()).of(LAST_DAY)).isNotEqualTo(usage.of(LAST_DAY));
    }

    @Test
    void thereIsNothingBeforeTheFirstDayNorAfterTheLast() {
        assertThat(usage.of(usage.firstDay().minusDays(1))).isEmpty();
        assertThat(usage.of(LAST_DAY.plusDays(1))).isEmpty();
        assertThat(usage.firstDay()).isEqualTo(LocalDate.of(2026, 8, 24));
        assertThat(usage.lastDay()).isEqualTo(LAST_DAY);
    }

    @Test
    void theSpikeIsTheDearestDay() {
        Map<LocalDate, Double> spend = allRows(usage).stream()
                .collect(Collectors.groupingBy(UsageRow::date, Collectors.summingDouble(UsageRow::spend)));
        LocalDate dearest = spend.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();

        assertThat(dearest).isEqualTo(LocalDate.of(2026, 10, 23));
        assertThat(dearest.getDayOfWeek()).isEqualTo(DayOfWeek.FRIDAY);
    }

    @Test
    void oneKeyHasTwoUsersAndTwoProvidersForOneModelEveryDay() {
        Set<String> usersAndProviders = new TreeSet<>();
        for (UsageRow row : usage.of(LAST_DAY)) {
            if ("mistral-large-latest".equals(row.model())
                    && row.apiKey().equals(DemoNames.hash("sk-demo-shared-notebook"))) {
                usersAndProviders.add(row.userId() + " " + row.provider());
            }
        }

        String second = DemoNames.identifier("user sakura.tanaka");
        assertThat(usersAndProviders)
                .containsExactlyInAnyOrder(
                        "anna.kovalchuk@example.com azure",
                        "anna.kovalchuk@example.com mistral",
                        second + " azure",
                        second + " mistral");
    }

    @Test
    void theHandedOverKeyHasBothOwnersOnTheDayItChangedHands() {
        Map<LocalDate, Integer> ownersByDay = new TreeMap<>();
        Set<String> owners = new TreeSet<>();
        for (UsageRow row : allRows(usage)) {
            if (row.apiKey().equals(DemoNames.hash("sk-demo-handed-over"))) {
                owners.add(row.userId());
                ownersByDay.merge(row.date(), 1, Integer::sum);
            }
        }

        assertThat(owners).hasSize(2);
        ownersByDay.values().removeIf(number -> number == 1);
        assertThat(ownersByDay).containsExactly(Map.entry(LocalDate.of(2026, 10, 8), 2));
    }

    @Test
    void spendAgreesWithTokensAndRequestsWithTheirOutcome() {
        for (UsageRow row : allRows(usage)) {
            assertThat(row.apiRequests()).isEqualTo(row.successfulRequests() + row.failedRequests());
            assertThat(row.cacheReadInputTokens() + row.cacheCreationInputTokens())
                    .isLessThanOrEqualTo(row.promptTokens());
            if ("hosted_vllm".equals(row.provider())) {
                assertThat(row.spend()).isZero();
                assertThat(row.promptTokens()).isPositive();
            }
        }
    }

    @Test
    void theLargeOrganisationHasAboutTheRowsAskedForAndTheSameEveryTime() {
        LargeUsage large = new LargeUsage(10_000, 25_000, 7);
        LocalDate day = LocalDate.of(2026, 3, 4);
        List<UsageRow> rows = large.of(day);

        assertThat(rows).hasSize(24_968);
        assertThat(DemoNames.hash(rows.toString()))
                .isEqualTo(
                        DemoNames.hash(new LargeUsage(10_000, 25_000, 7).of(day).toString()));
        assertThat(large.directory().users()).hasSize(10_000);
        assertThat(large.directory().teams()).hasSize(200);
        assertThat(rows.stream().map(UsageRow::id).distinct()).hasSize(24_968);
    }

    private static List<UsageRow> allRows(DemoUsage usage) {
        List<UsageRow> rows = new ArrayList<>();
        for (LocalDate day = usage.firstDay(); !day.isAfter(usage.lastDay()); day = day.plusDays(1)) {
            rows.addAll(usage.of(day));
        }
        return rows;
    }
}
