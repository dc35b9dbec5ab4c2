package io.meterhouse.jobs.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules are read from the book; what means nothing is named, and the others run. */
class AlertBookTests {

    private static final String HEAD = "rule,metric,scope,scope_id,comparison,warning,critical,cool_down,enabled\n";

    @TempDir
    Path folder;

    @Test
    void theShippedBookIsInOrder() {
        AlertBook book = AlertBook.read(Path.of("../config/alert_rules.csv"));

        assertThat(book.broken()).isEmpty();
        assertThat(AlertRule.names(book.rules()))
                .isEqualTo(
                        "quota, quota_exceeded, soft_budget, hard_budget, error_rate, failed_requests, failed_logins, key_requests, key_addresses, failed_days, volume_drop, snapshot_age, anomalies, silence");
    }

    @Test
    void theGravestLevelThatIsCrossedCounts() {
        AlertRule rule =
                read("quota,quota_percent,user,,at_least,80,95,24h,yes").rules().get(0);

        assertThat(level(rule, "79.99")).isEmpty();
        assertThat(level(rule, "80")).contains(AlertRule.Level.WARNING);
        assertThat(level(rule, "94.99")).contains(AlertRule.Level.WARNING);
        assertThat(level(rule, "95")).contains(AlertRule.Level.CRITICAL);
    }

    @Test
    void eachComparisonCrossesOnItsOwnSide() {
        assertThat(level(read("r,cost_of_day_usd,,,above,5,,1h,yes").rules().get(0), "5"))
                .isEmpty();
        assertThat(level(read("r,cost_of_day_usd,,,below,5,,1h,yes").rules().get(0), "4.99"))
                .isPresent();
        assertThat(level(read("r,cost_of_day_usd,,,below,5,,1h,yes").rules().get(0), "5"))
                .isEmpty();
        assertThat(level(read("r,cost_of_day_usd,,,at_most,5,2,1h,yes").rules().get(0), "2"))
                .contains(AlertRule.Level.CRITICAL);
    }

    @Test
    void aRuleIsOfItsScopeAndOfOneMemberWhereItNamesOne() {
        AlertRule each = read("r,cost_of_day_usd,team,,above,5,,1h,yes").rules().get(0);
        AlertRule one =
                read("r,cost_of_day_usd,team,red,above,5,,1h,yes").rules().get(0);
        AlertRule any = read("r,cost_of_day_usd,any,,above,5,,1h,yes").rules().get(0);

        assertThat(List.of(each.isOf(of("team", "red")), each.isOf(of("team", "blue")), each.isOf(of("user", "red"))))
                .containsExactly(true, true, false);
        assertThat(List.of(one.isOf(of("team", "red")), one.isOf(of("team", "blue"))))
                .containsExactly(true, false);
        assertThat(List.of(any.isOf(of("team", "red")), any.isOf(of("total", "(all)"))))
                .containsExactly(true, true);
    }

    @Test
    void anUnknownMetricIsNamedWithTheOnesThereAreAndTheOthersRun() {
        AlertBook book =
                read("spend,cots_of_day,total,,above,5,,1h,yes", "good,cost_of_day_usd,total,,above,5,,1h,yes");

        assertThat(AlertRule.names(book.rules())).isEqualTo("good");
        assertThat(book.broken())
                .containsExactly(new BrokenRule(
                        "spend",
                        "In config/alert_rules.csv line 2 measures 'cots_of_day', which is no metric; there are cost_of_day_usd, tokens_of_day, "
                                + "failed_percent, cost_of_month_usd, tokens_of_month, volume_drop_percent, quota_percent, soft_budget_percent, "
                                + "hard_budget_percent, unsuccessful_percent, failed_logins, key_requests, key_addresses, failed_days, "
                                + "snapshot_age_hours, anomaly_usd, silence. It is left out until it is corrected."));
    }

    @Test
    void everyMistakeIsNamed() {
        AlertBook book = read(
                "a,quota_percent,team,,above,80,95,24h,yes",
                "b,cost_of_day_usd,total,,over,5,,24h,yes",
                "c,cost_of_day_usd,total,,above,much,,24h,yes",
                "d,cost_of_day_usd,total,,above,-5,,24h,yes",
                "e,cost_of_day_usd,total,,above,,,24h,yes",
                "f,cost_of_day_usd,total,,above,95,80,24h,yes",
                "g,cost_of_day_usd,total,,above,5,,often,yes",
                "h,cost_of_day_usd,total,,above,5,,24h,perhaps",
                "i,cost_of_day_usd",
                "j,cost_of_day_usd,total,,above,5,,24h,yes",
                "j,cost_of_day_usd,total,,above,6,,24h,yes");

        assertThat(AlertRule.names(book.rules())).isEqualTo("j");
        assertThat(book.broken().stream()
                        .map(BrokenRule::problem)
                        .map(problem -> problem.replace("In config/alert_rules.csv ", "")
                                .replace(" It is left out until it is corrected.", "")))
                .containsExactly(
                        "line 2 is of the scope 'team', of which quota_percent is not measured; write user or any.",
                        "line 3 compares by 'over'; write above, at_least, below or at_most.",
                        "line 4 has the warning level 'much'; write a number from 0, such as 80.",
                        "line 5 has the warning level '-5'; write a number from 0, such as 80.",
                        "line 6 has no level; write a warning, a critical one or both, or enabled no.",
                        "line 7 is critical above 80 before it is a warning 95; exchange the two.",
                        "line 8 has the cool_down 'often'; write a time such as 60m, 24h or 7d.",
                        "line 9 is enabled 'perhaps'; write yes, if_fed or no.",
                        "line 10 is no rule; a rule is rule,metric,scope,scope_id,comparison,warning,critical,cool_down,enabled.",
                        "line 11 and line 12 are both the rule j. The second is left out; give it another name.");
    }

    @Test
    void aBookOfOtherColumnsRunsNoRuleAndSaysSo() throws IOException {
        Path file = folder.resolve("alert_rules.csv");
        Files.writeString(file, "name,level\nquota,80\n");

        assertThat(AlertBook.read(file).rules()).isEmpty();
        assertThat(AlertBook.read(file).broken()).singleElement().satisfies(broken -> {
            assertThat(broken.name()).isEqualTo("(book)");
            assertThat(broken.problem())
                    .startsWith("No rule runs: ")
                    .endsWith(
                            "begins with the columns name,level; it must begin with rule,metric,scope,scope_id,comparison,warning,critical,cool_down,enabled.");
        });
    }

    @Test
    void withoutABookThereAreNoRules() {
        assertThat(AlertBook.read(folder.resolve("alert_rules.csv"))).isEqualTo(new AlertBook(List.of(), List.of()));
    }

    private static Optional<AlertRule.Level> level(AlertRule rule, String value) {
        return rule.crossed(new BigDecimal(value)).map(AlertRule.Crossed::level);
    }

    private static Measured of(String scopeKind, String scopeId) {
        return new Measured(scopeKind, scopeId, null, LocalDate.parse("2026-09-15"), BigDecimal.TEN);
    }

    private AlertBook read(String... lines) {
        try {
            Path file = folder.resolve("alert_rules.csv");
            Files.writeString(file, HEAD + String.join("\n", lines) + "\n");
            return AlertBook.read(file);
        } catch (IOException cannotWrite) {
            throw new AssertionError(cannotWrite);
        }
    }
}
