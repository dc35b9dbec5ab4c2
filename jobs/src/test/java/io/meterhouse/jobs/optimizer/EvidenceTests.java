package io.meterhouse.jobs.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.warehouse.SmallWarehouse;
import io.meterhouse.warehouse.SnapshotReader;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Amounts and their evidence are rounded alike, whatever the figures. */
class EvidenceTests {

    private static final Window WINDOW = new Window(LocalDate.parse("2026-09-01"), LocalDate.parse("2026-09-30"));

    @TempDir
    Path folder;

    /**
     * 40 machines of odd costs, days and utilisation, 30 tiers of odd prices in euros and odd spend, and 5 services of odd load, all
     * made by a formula: every amount equals its evidence to the cent.
     */
    @Test
    void everyAmountOfOddFiguresEqualsItsEvidence() {
        SmallWarehouse warehouse = new SmallWarehouse(folder);
        warehouse.fill(rows -> rows.days("2026-09-01", "2026-09-30", "loaded", true)
                .logDays("2026-09-01", "2026-09-29", "loaded")
                .usage("2026-09-01", "ann", "red", "gpt", "openai", 1, "1")
                .requests("access-log", "2026-09-01T09:00:00 ann /s0/a 200 10")
                .rate("2026-09-01", "EUR", "1.08427731")
                .altered("""
                        insert into star.fact_infra_cost
                        select date '2026-09-01' + day::integer, 'machine ' || n, null, ((n * 7919 + day * 104729) % 99991) / 997.0,
                            1, 1, 'USD', 1, 2
                        from range(40) as machine(n), range(30) as days(day)
                        where day < 14 + n % 17""")
                .altered("""
                        insert into star.fact_infra_utilisation_daily
                        select date '2026-09-01' + day::integer, 'machine ' || n, 'gpu', ((n * 31 + day * 1013) % 9000) / 100.0, null, 2
                        from range(40) as machine(n), range(30) as days(day)""")
                .altered("""
                        insert into star.dim_tier
                        select 'tier ' || n, n, 100 * (n + 1), null, (n * 7 % 11) * 3.37, if(n % 2 = 0, 'EUR', 'USD'), n + 2
                        from range(30) as tiers(n)""")
                .altered("""
                        insert into star.dim_user by name
                        select (1000 + n)::integer as user_key, 'user ' || n as user_id, 'user ' || n as user_name,
                            false as is_deleted, date '0001-01-01' as valid_from, date '9999-12-31' as valid_to,
                            true as is_current, false as is_inferred
                        from range(600) as users(n)""")
                .altered("""
                        insert into star.dim_user_plan
                        select 'user ' || n, 'tier ' || (n % 30), null, null, date '0001-01-01', date '9999-12-31', true
                        from range(600) as users(n)""")
                .altered("""
                        insert into star.fact_usage_daily
                        select fact.* replace ((1000 + n)::integer as user_key, (n * 53) % 7000 as request_count,
                            ((n * 8675309) % 1000003) / 9973.0 as spend_usd)
                        from star.fact_usage_daily as fact, range(600) as users(n)""")
                .altered("insert into star.dim_service select 100 + n, 's' || n from range(1, 5) as services(n)")
                .altered("""
                        insert into star.fact_request_hourly
                        select fact.* replace ((if(n = 0, fact.service_key, 100 + n))::integer as service_key,
                            fact.hour_at + to_hours((hour - 9)::integer) as hour_at,
                            1 + (n * 13 + hour * 7) % 5 + if(hour between 9 and 12, 40 + n, 0) as request_count)
                        from star.fact_request_hourly as fact, range(5) as services(n), range(24) as hours(hour)"""));
        List<String> services = IntStream.range(0, 5).mapToObj(n -> "s" + n).toList();
        for (String service : services) {
            warehouse.fill(rows -> rows.callPrice(
                    service,
                    new BigDecimal(service.substring(1))
                            .add(new BigDecimal("0.0713"))
                            .toPlainString(),
                    "contract"));
        }
        OffPeakTerms terms = new OffPeakTerms(
                services, new BigDecimal("17.5"), services, new BigDecimal("0.35"), new BigDecimal("1.5"));

        try (SnapshotReader snapshot = warehouse.snapshot()) {
            List<Finding> findings = new PlansAndInfrastructure(
                            Shipped.PLANS, Shipped.INFRASTRUCTURE, terms, new BigDecimal("0.01"))
                    .look(snapshot::query, WINDOW)
                    .findings();

            assertThat(findings.stream().collect(Collectors.groupingBy(Finding::type, Collectors.counting())))
                    .containsOnlyKeys(
                            FindingType.PLAN_UPGRADE,
                            FindingType.PLAN_OPTIMIZATION,
                            FindingType.BILLING_MODEL,
                            FindingType.RESOURCE_OPTIMIZATION,
                            FindingType.AUTO_SCALING,
                            FindingType.JOB_SCHEDULING,
                            FindingType.PEAK_SHIFTING);
            assertThat(findings)
                    .allSatisfy(finding -> assertThat(
                                    snapshot.table(finding.evidence().sql()).rows())
                            .describedAs(finding.evidence().sql())
                            .containsExactly(List.of(finding.amountUsd().toPlainString())));
        }
    }
}
