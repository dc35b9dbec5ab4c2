package io.meterhouse.jobs.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.SmallWarehouse;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What crosses a level is told once, and a rule that cannot run is told itself. */
class UsageAlertsTests {

    private static final LocalDate NEWEST = LocalDate.parse("9999-12-31");
    private static final LocalDate FIRST = LocalDate.parse("2026-08-25");
    private static final LocalDate LAST = LocalDate.parse("2026-09-15");
    private static final String LEVELS =
            "concat_ws(' | ', rule_id, alert_level, scope_kind, scope_id, detail, period_from, measured_value::double, threshold_value::double) as line from marts.alerts order by all";

    @TempDir
    Path folder;

    private SmallWarehouse warehouse;

    @BeforeEach
    void threeWeeks() {
        warehouse = new SmallWarehouse(folder.resolve("home"));
        warehouse.fill(rows -> {
            rows.days("2026-08-25", "2026-09-15", "loaded", true);
            for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
                rows.usage(day.toString(), "ann", "red", "gpt", "openai", 30, "60");
                rows.usage(day.toString(), "bob", "blue", "phi", "azure", 20, "20");
            }
        });
    }

    @Test
    void costAndTokensOfDaysAndMonthsAreHeldAgainstTheirLevels() {
        rules(
                "day,cost_of_day_usd,any,,at_least,60,80,24h,yes",
                "tokens,tokens_of_day,team,red,above,2999,,24h,yes",
                "month,cost_of_month_usd,total,,above,1199,,24h,yes",
                "more,tokens_of_month,total,,above,75000,,24h,yes");

        assertThat(judge(NEWEST)).isEqualTo(8);
        assertThat(written(LEVELS))
                .containsExactly(
                        "day | critical | total | (all) | 2026-09-15 | 80.0 | 80.0",
                        "day | warning | api_key | hash-ann | 2026-09-15 | 60.0 | 60.0",
                        "day | warning | model | gpt | 2026-09-15 | 60.0 | 60.0",
                        "day | warning | provider | openai | 2026-09-15 | 60.0 | 60.0",
                        "day | warning | team | red | 2026-09-15 | 60.0 | 60.0",
                        "day | warning | user | ann | 2026-09-15 | 60.0 | 60.0",
                        "month | warning | total | (all) | 2026-09-01 | 1200.0 | 1199.0",
                        "tokens | warning | team | red | 2026-09-15 | 3000.0 | 2999.0");
        assertThat(
                        written(
                                "sentence as line from marts.alerts where rule_id <> 'day' or scope_kind = 'total' order by all"))
                .containsExactly(
                        "Everything: cost of day is USD 80.00, at least USD 80.00 (critical, since 2026-09-15).",
                        "Everything: cost of month is USD 1,200.00, above USD 1,199.00 (warning, since 2026-09-01).",
                        "Team red: tokens of day is 3,000, above 2,999 (warning, since 2026-09-15).");
    }

    @Test
    void eachLevelIsToldOnceAPeriodAndAgainInTheNext() {
        rules("month,cost_of_month_usd,total,,above,1000,2000,1h,yes");

        assertThat(judge(LAST)).isEqualTo(1);
        assertThat(judge(LAST, Duration.ofDays(3))).isZero();
        warehouse.fill(rows -> rows.usage("2026-09-15", "ann", "red", "gpt", "openai", 30, "900"));
        assertThat(judge(LAST, Duration.ofDays(4))).isEqualTo(1);
        warehouse.fill(rows -> rows.unused("2026-09-15"));
        assertThat(judge(LAST, Duration.ofDays(5))).isZero();
        assertThat(written("concat_ws(' ', alert_level, period_from) as line from marts.alerts order by raised_at"))
                .containsExactly("warning 2026-09-01", "critical 2026-09-01");
    }

    @Test
    void withinItsCoolDownTheSameIsNotToldOfAnotherPeriod() {
        rules("day,cost_of_day_usd,total,,above,70,,48h,yes");

        assertThat(judge(LAST.minusDays(2))).isEqualTo(1);
        assertThat(judge(LAST.minusDays(1), Duration.ofHours(24))).isZero();
        assertThat(judge(LAST, Duration.ofHours(48))).isEqualTo(1);
    }

    @Test
    void quotasAreToldAtEachLevel() {
        warehouse.fill(rows -> rows.tier("small", 1, 375L, null)
                .tier("mid", 2, 330L, null)
                .tier("none", 3, 0L, null)
                .plan("ann", "small", null, null)
                .plan("bob", "mid", null, null));
        rules("quota,quota_percent,user,,at_least,80,95,24h,if_fed", "over,quota_percent,user,,above,,100,24h,if_fed");

        judge(NEWEST);

        // 15 days of 30 requests are 450 of 375; 15 of 20 are 300 of 330.
        assertThat(written(LEVELS))
                .containsExactly(
                        "over | critical | user | ann | 2026-09-01 | 120.0 | 100.0",
                        "quota | critical | user | ann | 2026-09-01 | 120.0 | 95.0",
                        "quota | warning | user | bob | 2026-09-01 | 90.909090909091 | 80.0");
    }

    @Test
    void softAndHardBudgetsAreToldAndOneOfNothingIsSpentByAnything() {
        warehouse.fill(rows -> rows.budget(2, "team", "red", 1, "800", "1000")
                .budget(3, "total", "(all)", 1, null, "100000")
                .budget(4, "user", "bob", 1, null, "0"));
        rules(
                "soft,soft_budget_percent,any,,above,100,,24h,if_fed",
                "hard,hard_budget_percent,any,,at_least,90,100,24h,if_fed");

        judge(NEWEST);

        assertThat(written(LEVELS))
                .containsExactly(
                        "hard | critical | user | bob | month budget of the book | 2026-09-01 | 200.0 | 100.0",
                        "hard | warning | team | red | month budget of the book | 2026-09-01 | 90.0 | 90.0",
                        "soft | warning | team | red | month budget of the book | 2026-09-01 | 112.5 | 100.0");
    }

    @Test
    void failedRequestsAndAnHourOfErrorsAreTold() {
        warehouse.fill(rows -> {
            rows.altered(
                    "update star.fact_usage_daily set failed_request_count = 6, successful_request_count = 24 where request_count = 30 and usage_date = date '2026-09-15'");
            rows.logDays("2026-09-15", "2026-09-15", "loaded");
            String[] requests = new String[25];
            for (int number = 0; number < requests.length; number++) {
                requests[number] =
                        "2026-09-15T10:%02d:00 ann /chat/completions %d 100".formatted(number, number < 3 ? 500 : 200);
            }
            rows.requests("access-log", requests);
        });
        rules(
                "failed,failed_percent,provider,,above,10,25,24h,if_fed",
                "errors,unsuccessful_percent,service,,above,10,25,24h,if_fed");

        judge(NEWEST);

        assertThat(written(LEVELS))
                .containsExactly(
                        "errors | warning | service | chat | 2026-09-15 | 12.0 | 10.0",
                        "failed | warning | provider | openai | 2026-09-15 | 20.0 | 10.0");
    }

    @Test
    void fiveFailedLoginsOfAnAddressWithinTenMinutesAreToldAndSpreadOnesAreNot() {
        warehouse.fill(rows -> {
            rows.daysOf("audit-logs", "2026-09-14", "2026-09-15");
            for (int number = 0; number < 5; number++) {
                rows.event("2026-09-15 10:0%d:00".formatted(number), "ann", "login", "authentication", "failure", "11");
                rows.event("2026-09-15 1%d:00:00".formatted(number), "bob", "login", "authentication", "failure", "22");
            }
        });
        rules("logins,failed_logins,client,,at_least,5,20,60m,if_fed");

        judge(NEWEST);

        assertThat(
                        written(
                                "concat_ws(' | ', rule_id, scope_id, period_from, measured_value::integer) as line from marts.alerts"))
                .containsExactly("logins | 11 | 2026-09-15 | 5");
    }

    @Test
    void aKeyWithManyRequestsOrAddressesWithinAnHourIsTold() {
        warehouse.fill(rows -> {
            rows.daysOf("litellm-audit", "2026-09-15", "2026-09-15");
            for (int number = 0; number < 6; number++) {
                rows.keyEvent(
                        "2026-09-15 10:0%d:00".formatted(number),
                        "ann",
                        "POST",
                        "api_access",
                        "success",
                        "" + number,
                        null,
                        "hash-ann",
                        null);
            }
        });
        rules(
                "requests,key_requests,api_key,,above,5,,60m,if_fed",
                "addresses,key_addresses,api_key,,above,5,,60m,if_fed",
                "many,key_requests,api_key,,above,6,,60m,if_fed");

        judge(NEWEST);

        assertThat(written(LEVELS))
                .containsExactly(
                        "addresses | warning | api_key | hash-ann | 2026-09-15 | 6.0 | 5.0",
                        "requests | warning | api_key | hash-ann | 2026-09-15 | 6.0 | 5.0");
    }

    @Test
    void failedDaysAFallOfVolumeAndAnOldSnapshotAreTold() {
        warehouse.fill(rows -> {
            rows.altered(
                    "update ops.day_status set state = 'failed' where usage_date in (date '2026-09-02', date '2026-09-03')");
            rows.altered(
                    "update star.fact_usage_daily set request_count = request_count // 5 where usage_date = date '2026-09-15'");
            rows.snapshot("s-1", "r-1", "2026-09-29 01:00:00");
        });
        rules(
                "days,failed_days,source,,at_least,1,3,24h,if_fed",
                "volume,volume_drop_percent,total,,at_least,50,90,24h,if_fed",
                "age,snapshot_age_hours,total,,above,26,50,24h,if_fed");

        judge(NEWEST);

        // 10 requests in place of 50; from 1:00 of the 29th to 3:00 of the 1st are 50 hours.
        assertThat(written(LEVELS))
                .containsExactly(
                        "age | warning | total | (all) | 2026-09-29 | 50.0 | 26.0",
                        "days | warning | source | litellm | 2026-09-02 | 2.0 | 1.0",
                        "volume | warning | total | (all) | 2026-09-15 | 80.0 | 50.0");
    }

    @Test
    void twoDaysOfTheSameWeekdayTellNoFall() {
        warehouse.fill(rows -> {
            rows.altered("update ops.day_status set state = 'missing' where usage_date = date '2026-08-25'");
            rows.unused("2026-09-15");
        });
        rules("volume,volume_drop_percent,total,,at_least,50,90,24h,if_fed");

        assertThat(judge(NEWEST)).isZero();
    }

    @Test
    void anomaliesAreTold() {
        warehouse.fill(rows -> rows.altered("""
                insert into star.fact_anomaly by name
                select date '2026-09-14' as usage_date, 'spike' as anomaly_kind, 'team' as scope_kind, 'red' as scope_id, 640 as change_usd,
                    'weekday_profile' as method, 56 as learned_day_count"""));
        rules("anomalies,anomaly_usd,any,,at_least,50,500,0m,if_fed", "silence,silence,any,,at_least,1,,0m,if_fed");

        assertThat(judge(NEWEST)).isEqualTo(1);
        assertThat(judge(NEWEST, Duration.ofHours(1))).isZero();
        assertThat(written("sentence as line from marts.alerts"))
                .containsExactly(
                        "Team red (spike): distance from the usual is USD 640.00, at least USD 500.00 (critical, since 2026-09-14).");
    }

    @Test
    void aRuleThatCannotRunIsToldOnceAWeekAndTheOthersRun() {
        rules(
                "typo,cost_of_dya,total,,above,1,,24h,yes",
                "logs,unsuccessful_percent,service,,above,10,,24h,yes",
                "quiet,unsuccessful_percent,service,,above,10,,24h,if_fed",
                "day,cost_of_day_usd,total,,above,70,,24h,yes");

        assertThat(judge(NEWEST)).isEqualTo(3);
        assertThat(judge(NEWEST, Duration.ofDays(6))).isZero();
        assertThat(judge(NEWEST, Duration.ofDays(7))).isEqualTo(2);
        assertThat(
                        written(
                                "distinct concat_ws(' | ', rule_id, alert_level, left(sentence, 60)) as line from marts.alerts order by all"))
                .containsExactly(
                        "day | warning | Everything: cost of day is USD 80.00, above USD 70.00 (warni",
                        "logs | broken | The rule logs cannot run: no access log is loaded; configure",
                        "typo | broken | In config/alert_rules.csv line 2 measures 'cost_of_dya', whi");
    }

    @Test
    void inAnEmptyWarehouseNothingIsTold() {
        SmallWarehouse empty = new SmallWarehouse(folder.resolve("empty"));
        rules("day,cost_of_day_usd,total,,at_least,0,,24h,if_fed");

        try (Lease lease =
                new Warehouse(empty.home(), WarehouseProperties.defaults(), SmallWarehouse.CLOCK).lease("test")) {
            assertThat(new UsageAlerts(folder, SmallWarehouse.CLOCK).judge(NEWEST, lease.writer()))
                    .isZero();
        }
    }

    private void rules(String... lines) {
        try {
            Files.writeString(
                    folder.resolve("alert_rules.csv"),
                    String.join(",", AlertRule.COLUMNS) + "\n" + String.join("\n", lines) + "\n");
        } catch (IOException cannotWrite) {
            throw new AssertionError(cannotWrite);
        }
    }

    private long judge(LocalDate latest) {
        return judge(latest, Duration.ZERO);
    }

    private long judge(LocalDate latest, Duration later) {
        try (Lease lease = open().lease("test")) {
            return new UsageAlerts(folder, Clock.offset(SmallWarehouse.CLOCK, later)).judge(latest, lease.writer());
        }
    }

    private List<String> written(String query) {
        try (Lease lease = open().lease("test")) {
            return lease.writer().query("select " + query, row -> row.text("line"));
        }
    }

    private Warehouse open() {
        return new Warehouse(warehouse.home(), WarehouseProperties.defaults(), SmallWarehouse.CLOCK);
    }
}
