package io.meterhouse.jobs.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meterhouse.jobs.attribution.AttributionBook;
import io.meterhouse.jobs.books.BookRefusedException;
import io.meterhouse.jobs.infrastructure.InfrastructureProperties.Sharing;
import io.meterhouse.jobs.monthclose.Corrections;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.QualityCheck;
import io.meterhouse.warehouse.SmallWarehouse;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What infrastructure costs and what is stored is taken from its feeds, and finds who bears it. */
class InfrastructureFeedsTests {

    private static final String COSTS = "period,name,service,amount,currency\n";
    private static final String UTILISATION = "day,name,resource,mean_percent,peak_percent\n";
    private static final String STORAGE = "day,name,owner,owner_id,bytes\n";

    @TempDir
    Path folder;

    private SmallWarehouse warehouse;

    @BeforeEach
    void september() {
        warehouse = new SmallWarehouse(folder.resolve("home"));
        warehouse.fill(rows -> rows.days("2026-09-01", "2026-09-30", "loaded", true)
                .usage("2026-09-02", "ann", "red", "gpt", "openai", 3, "6")
                .usage("2026-09-02", "bob", "blue", "gpt", "openai", 1, "2")
                .requests("access-log", "2026-09-02T08:00:00 ann /search/a 200 10")
                .callPrice("search", "0.5", null)
                .unitPrice("storage", "0.3", "GB-month"));
    }

    @Test
    void theAmountOfAMonthIsDividedAmongItsDaysAndTheyAreTheAmount() throws IOException {
        write("infra_cost.csv", COSTS + "2026-09,gpu,llm,100.00,\n2026-09-14,disks,,35.50,USD\n");

        settle();

        assertThat(warehouse.answers("infra_name, service_id, count(*), min(cost_date), max(cost_date), min(cost_usd), "
                        + "max(cost_usd), sum(cost_usd) from star.fact_infra_cost group by all order by infra_name"))
                .containsExactly(
                        "disks | null | 1 | 2026-09-14 | 2026-09-14 | 35.500000000000 | 35.500000000000 | 35.500000000000",
                        "gpu | llm | 30 | 2026-09-01 | 2026-09-30 | 3.333333333333 | 3.333333333334 | 100.000000000000");
    }

    @Test
    void anotherCurrencyIsConvertedByTheRateOfTheMonth() throws IOException {
        write("exchange_rates.csv", "month,currency,usd_per_unit,source\n2026-09,EUR,1.0842,reference rate\n");
        write("infra_cost.csv", COSTS + "2026-09-14,disks,,10.00,EUR\n2026-09-15,disks,,-5,EUR\n");

        settle();

        assertThat(warehouse.answers("cost_date, stated_amount, currency, usd_per_currency::double, cost_usd::double "
                        + "from star.fact_infra_cost order by cost_date"))
                .containsExactly(
                        "2026-09-14 | 10.0000 | EUR | 1.0842 | 10.842", "2026-09-15 | -5.0000 | EUR | 1.0842 | -5.421");
    }

    @Test
    void everyLineOfAFileThatSaysNothingIsNamedAndWhatWasLoadedBeforeStays() throws IOException {
        write("infra_cost.csv", COSTS + "2026-09,gpu,llm,100.00,\n");
        settle();
        write("infra_cost.csv", COSTS + """
                September,gpu,llm,100.00,
                2026-09,,llm,100.00,
                2026-09,gpu,llm,1e3,
                2026-09,gpu,llm,5,EUR
                2026-02-30,gpu,llm,5,
                """);

        assertThatThrownBy(this::settle)
                .isInstanceOf(BookRefusedException.class)
                .hasMessageContaining(
                        "line 2 has the period 'September'; it is a day like 2026-09-30 or a month like 2026-09; "
                                + "line 3 is no cost of infrastructure; it is period,name,service,amount,currency, of which service and currency may be empty; "
                                + "line 4 has the amount '1e3'; it is a number with a point and at most 4 decimals, below 0 for a credit; "
                                + "line 5 is in EUR, and exchange_rates.csv has no rate of EUR for 2026-09; "
                                + "line 6 has the period '2026-02-30'; it is a day like 2026-09-30 or a month like 2026-09.");
        assertThat(warehouse.answers("sum(cost_usd)::double from star.fact_infra_cost"))
                .containsExactly("100.0");
    }

    @Test
    void whatIsStatedTwiceIsRefused() throws IOException {
        write(
                "infra_cost.csv",
                COSTS + "2026-09,gpu,llm,1,\n2026-09,gpu,,1,\n2026-09-14,gpu,llm,1,\n2026-10,gpu,llm,1,\n");

        assertThatThrownBy(this::settle)
                .hasMessageContaining("line 4 states what gpu cost in 2026-09-14, as line 2 does for 2026-09 already");
    }

    @Test
    void everyLineThatIsNoUtilisationIsNamed() throws IOException {
        write("infra_utilisation.csv", UTILISATION + """
                2026-09,gpu,gpu,50,
                2026-09-01,gpu,,50,
                2026-09-01,gpu,gpu,101,
                2026-09-01,gpu,gpu,50,49
                """);

        assertThatThrownBy(this::settle)
                .hasMessageContaining("line 2 has the day '2026-09'; a day is written like 2026-09-30; "
                        + "line 3 is no utilisation; it is day,name,resource,mean_percent,peak_percent, of which peak_percent may be empty; "
                        + "line 4 has the mean_percent '101'; it is from 0 to 100 with at most 2 decimals; "
                        + "line 5 has the peak_percent 49, which is below its mean_percent 50.");
    }

    @Test
    void everyLineThatIsNoStorageIsNamed() throws IOException {
        write("storage.csv", STORAGE + """
                2026-09-01,home,person,ann,1
                2026-09-01,home,user,,1
                2026-09-01,home,nobody,ann,1
                2026-09-01,home,user,ann,1.5
                """);

        assertThatThrownBy(this::settle)
                .hasMessageContaining("line 2 has the owner 'person'; it is user, team, service or nobody; "
                        + "line 3 has the owner user and the owner_id ''; nobody has none, and every other owner has one; "
                        + "line 4 has the owner nobody and the owner_id 'ann'; nobody has none, and every other owner has one; "
                        + "line 5 has the bytes '1.5'; it is a whole number from 0.");
        write("storage.csv", STORAGE + "2026-09-01,home,user,ann,1\n2026-09-01,home,user,ann,2\n");

        assertThatThrownBy(this::settle)
                .hasMessageContaining("line 3 states home of user ann on 2026-09-01, as line 2 does already");
    }

    @Test
    void aFileThatIsTakenAwaySaysNothingAnyMore() throws IOException {
        write("infra_cost.csv", COSTS + "2026-09,gpu,llm,100.00,\n");
        write("infra_utilisation.csv", UTILISATION + "2026-09-01,gpu,gpu,61.5,98\n2026-09-02,gpu,gpu,40,\n");
        settle();
        settle();
        assertThat(warehouse.answers("infra_name, measured_day_count, mean_percent, peak_percent, cost_usd::double, "
                        + "idle_cost_usd::double from marts.infra_utilisation(date '2026-09-01', date '2026-09-30')"))
                .containsExactly("gpu | 2 | 50.75 | 98.00 | 6.666666666667 | 3.283333333333");

        Files.delete(folder.resolve("infra_cost.csv"));
        Files.delete(folder.resolve("infra_utilisation.csv"));
        settle();

        assertThat(
                        warehouse.answers(
                                "(select count(*) from star.fact_infra_cost), (select count(*) from star.fact_infra_utilisation_daily)"))
                .containsExactly("0 | 0");
    }

    @Test
    void storageIsOfTheUserOrTeamThatTheDirectoryKnowsByThatName() throws IOException {
        warehouse.fill(rows -> rows.requests("access-log", "2026-09-02T08:00:00 cid@example.com /search/a 200 10"));
        write("storage.csv", STORAGE + """
                2026-09-01,home,user,ann@example.org,1073741824
                2026-09-01,share,team,red,1073741824
                2026-09-01,archive,team,green,1073741824
                2026-09-01,home,user,dee,1073741824
                2026-09-01,index,service,search,1073741824
                2026-09-01,backups,nobody,,1073741824
                """);

        settle();

        assertThat(warehouse.answers(
                        "storage_name, owner_id, user_id, fact.team_id, service_id from star.fact_storage_daily as fact "
                                + "join star.dim_user using (user_key) order by line_number"))
                .containsExactly(
                        "home | ann@example.org | ann | (unassigned) | (unassigned)",
                        "share | red | (unassigned) | red | (unassigned)",
                        "archive | green | (unassigned) | green | (unassigned)",
                        "home | dee | dee | (unassigned) | (unassigned)",
                        "index | search | (unassigned) | (unassigned) | search",
                        "backups | null | (unassigned) | (unassigned) | (unassigned)");
        assertThat(brokenChecks()).isEmpty();
    }

    @Test
    void callsAndStorageArePaidForByTheRulesForUsersAndTeams() throws IOException {
        write("cost_centres.csv", """
                code,name,owner_email,ledger_account,organisation
                4711,Research,,620100,science
                4712,Sales,,,
                """);
        write("attribution.csv", """
                match,value,cost_centre,project,share_percent,valid_from,valid_to
                user,ann,4711,,60,,
                user,ann,4712,,40,,
                team,red,4712,,,,
                """);
        write("storage.csv", STORAGE + "2026-09-01,home,user,ann,1073741824\n2026-09-01,share,team,red,1073741824\n");

        settle();

        assertThat(
                        warehouse.answers(
                                "cost_centre_code, metered_usd::double, service_call_usd::double, storage_usd::double, "
                                        + "infrastructure_usd from marts.cost_by_cost_centre(date '2026-09-01', date '2026-09-30')"))
                .containsExactly("4711 | 3.6 | 0.3 | 0.006 | null", "4712 | 2.4 | 0.2 | 0.014 | null");
        assertThat(warehouse.answers("member_id, metered_usd::double from marts.unallocated_cost(date '2026-09-01', "
                        + "date '2026-09-30') where dimension = 'cost_centre'"))
                .containsExactly("(unassigned) | 2.0");
    }

    @Test
    void requestsAreOfTheTeamThatAListOfUsersNames() throws IOException {
        warehouse.fill(rows -> rows.userOfTeam("ann", "red"));

        settle();

        assertThat(
                        warehouse.answers(
                                "team_id, service_call_usd::double from marts.cost_by_team(date '2026-09-01', date '2026-09-30')"))
                .containsExactly("red | 0.5", "blue | null");
    }

    @Test
    void theSettingSaysHowInfrastructureIsShared() throws IOException {
        write("infra_cost.csv", COSTS + "2026-09,gpu,llm,100.00,\n");
        String shares =
                "user_id, infrastructure_usd::double from marts.cost_by_user(date '2026-09-01', date '2026-09-30') order by user_id";

        settle();
        assertThat(warehouse.answers(shares)).containsExactly("ann | 50.0", "bob | 50.0");

        settle(new InfrastructureProperties("", Sharing.CALLS, "llm"));
        assertThat(warehouse.answers(shares)).containsExactly("ann | 75.0", "bob | 25.0");
    }

    @Test
    void aCostThatChangesInAClosedMonthChangesNoBooking() throws IOException {
        write("infra_cost.csv", COSTS + "2026-09,gpu,llm,100.00,\n");
        settle();
        warehouse.fill(rows -> rows.closed("2026-09-01"));
        List<String> booked = warehouse.answers("* from star.fact_booking order by all");
        List<String> charged = warehouse.answers("* from marts.chargeback(date '2026-09-01', date '2026-09-30')");
        write("infra_cost.csv", COSTS + "2026-09,gpu,llm,900.00,\n");
        write("storage.csv", STORAGE + "2026-09-01,home,user,ann,1073741824\n");

        settle();

        assertThat(booked).hasSize(2);
        assertThat(warehouse.answers("* from star.fact_booking order by all")).isEqualTo(booked);
        assertThat(warehouse.answers("* from marts.chargeback(date '2026-09-01', date '2026-09-30')"))
                .isEqualTo(charged);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private void settle() {
        settle(InfrastructureProperties.defaults().in(""));
    }

    /** Takes feeds and books and allocates, as a run does. */
    private void settle(InfrastructureProperties properties) {
        InfrastructureFeeds feeds = new InfrastructureFeeds(folder, folder, properties);
        AttributionBook attribution = new AttributionBook(folder);
        LocalDate day = LocalDate.parse("2026-09-30");
        RunRequest request = RunRequest.of(RunCommand.BACKFILL, day, day, RunRequest.Selection.ALL);
        try (Lease lease = open().lease("test")) {
            feeds.prepare(request, lease.writer());
            attribution.prepare(request, lease.writer());
            feeds.settle(lease.writer());
            attribution.settle(lease.writer());
            new Corrections(SmallWarehouse.CLOCK).settle(lease.writer());
        }
        warehouse.fill(rows -> {});
    }

    private List<String> brokenChecks() {
        try (Lease lease = open().lease("test")) {
            return QualityCheck.all().stream()
                    .filter(check ->
                            check.name().contains("storage") || check.name().contains("infra"))
                    .filter(check -> lease.writer().check(check).isBroken())
                    .map(QualityCheck::name)
                    .toList();
        }
    }

    private Warehouse open() {
        return new Warehouse(warehouse.home(), WarehouseProperties.defaults(), SmallWarehouse.CLOCK);
    }
}
