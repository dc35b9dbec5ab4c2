package io.meterhouse.scheduler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.gateway.Faults;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.SmallWarehouse;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Findings as a person at a terminal lists them and decides about them. */
class FindingsCommandTests extends AtATerminal {

    private static final String SWITCH = "model_switch:red|gpt-4|openai";
    private static final String ROUTING = "smart_routing:red|gpt-4|openai";
    private static final String PLAN = "plan_upgrade:starter";

    private SmallWarehouse warehouse;

    @BeforeEach
    void twoWaysToSaveTheSameAndOneToEarnMore() {
        warehouse = new SmallWarehouse(installation.resolve("data"));
        warehouse.fill(rows -> {
            rows.altered(finding(SWITCH, "model_switch", "cost", "8.77", 2, "Key red sends much", "null"));
            rows.altered(finding(ROUTING, "smart_routing", "cost", "9.94", 8, "=cmd()", "null"));
            rows.altered(finding(PLAN, "plan_upgrade", "revenue", "1110.00", 24, "Ann needs more", "null"));
            rows.altered(finding(
                    "billing_model:trial", "billing_model", "revenue", "7.00", 24, "It was so", "date '2026-11-20'"));
            rows.altered("insert into star.fact_finding_alternative values ('%s', 'usage'), ('%s', 'usage')"
                    .formatted(SWITCH, ROUTING));
            rows.altered("insert into star.fact_finding_party values ('%s', 'user', 'ann')".formatted(PLAN));
            rows.altered(
                    "insert into star.fact_finding_need values ('auto_scaling', 'Needs infra_utilisation.csv of 14 days, which names each machine with what of it was used, and its cost in infra_cost.csv.', date '2026-11-21')");
        });
    }

    @Test
    void openFindingsAreListedWithWhatCanBeHadTogetherAndWhatIsNotFed() throws IOException {
        Spoken listed = run("findings");

        assertThat(listed.exitCode()).as(listed.remarks()).isZero();
        assertThat(listed.answer().lines()).allMatch(line -> line.codePointCount(0, line.length()) <= 100);
        assertThat(listed.answer())
                .contains("smart_routing                    9.94  cost       8 hours   –          open")
                .contains("          Key red sends much", "          → Do it")
                .contains("(3 findings)")
                .contains("cost          2 findings            9.94 together, in 8 hours; 18.71 each alone")
                .contains("revenue       1 finding         1,110.00 together, in 24 hours; 1,110.00 each alone")
                .contains("auto_scaling: Needs infra_utilisation.csv")
                .doesNotContain("It was so");
        assertThat(run("findings", "--state", "closed").answer()).contains("It was so", "(1 finding)");
        assertThat(run("findings", "--state", "all").answer()).contains("(4 findings)");
    }

    @Test
    void theFileHasTheAskedForColumnsFirstAndNoFormula() throws IOException {
        String csv = run("findings", "--format", "csv").answer();

        assertThat(csv.lines().findFirst().orElseThrow())
                .startsWith(
                        "Priority,Type,Current,Recommended,Potential Savings,Impact,Effort,finding_key,short_key,subject,amount_kind,confidence,effort_hours,effort_time,state,decision,note,");
        assertThat(csv).contains("medium,smart_routing,'=cmd(),Do it,9.94,Less,low," + ROUTING + ",");
    }

    @Test
    void theDocumentHasEvidenceInputsAndParties() throws IOException {
        JsonNode document =
                JsonMapper.shared().readTree(run("findings", "--format", "json").answer());

        JsonNode plan = document.get("findings").get(2);
        assertThat(plan.get("finding_key").asString()).isEqualTo(PLAN);
        assertThat(plan.get("amount_usd").decimalValue()).isEqualByComparingTo("1110");
        assertThat(plan.get("concerned").get(0).asString()).isEqualTo("user:ann");
        assertThat(plan.get("inputs").get("users").asString()).isEqualTo("1");
        assertThat(plan.get("evidence_sql").asString()).isEqualTo("select 1110.00");
        assertThat(document.get("totals").get(0).get("together_usd").decimalValue())
                .isEqualByComparingTo("9.94");
        assertThat(document.get("adoption").get(0).get("finding_type").asString())
                .isEqualTo("billing_model");
        assertThat(document.get("realised_savings").isEmpty()).isTrue();
        assertThat(document.get("needs_data").get(0).get("finding_type").asString())
                .isEqualTo("auto_scaling");
    }

    @Test
    void anUnknownStateOrFormatIsRefused() throws IOException {
        assertThat(run("findings", "--state", "new").remarks()).contains("the states are: open, closed, all");
        assertThat(run("findings", "--format", "xml").exitCode()).isEqualTo(2);
    }

    @Test
    void whatIsDecidedIsToldByTheNextRunAndCountsInTheTotals() throws IOException {
        Spoken dismissed = run("findings", "--dismiss", ROUTING, "--note", "=Too risky");
        assertThat(dismissed.exitCode()).as(dismissed.remarks()).isZero();
        assertThat(dismissed.remarks())
                .contains("dismissed: " + ROUTING + ", =Too risky", "1 decision was recorded.", "nightly");
        assertThat(run("findings", "--dismiss", ROUTING, "--note", "=Too risky").remarks())
                .contains("Nothing was recorded: it was decided so already.");
        assertThat(run("findings").answer()).doesNotContain("dismissed on");
        itIs("2026-11-20T04:00:00Z");
        assertThat(run("findings", "--done", shortKey(SWITCH)).exitCode()).isZero();

        publish();

        assertThat(run("findings").answer())
                .contains(
                        "dismissed on 2026-11-22: =Too risky",
                        "done on 2026-11-20, and its cause was still there on 2026-11-21",
                        "cost          1 finding             8.77 together, in 2 hours; 8.77 each alone");
        assertThat(run("findings", "--format", "csv").answer())
                .contains(",open,dismissed,'=Too risky,2026-11-22 03:00:00,");
    }

    @Test
    void decisionsAreAHistoryOfWhichTheNewestIsCurrent() throws IOException {
        run("findings", "--accept", SWITCH, PLAN, "--note", "Next quarter");
        itIs("2026-11-23T03:00:00.123Z");
        run("findings", "--done", SWITCH);

        assertThat(decisions())
                .containsExactly(
                        SWITCH + " accepted Next quarter 2026-11-22 03:00:00 2026-11-23 03:00:00.123",
                        SWITCH + " done 2026-11-23 03:00:00.123",
                        PLAN + " accepted Next quarter 2026-11-22 03:00:00");
    }

    @Test
    void aDecisionOutlivesTheWarehouseAndARebuild() throws IOException {
        try (StandInGateway gateway = gateway(Faults.none())) {
            assertThat(run("nightly", "--meterhouse.litellm.first-day=2026-11-20")
                            .exitCode())
                    .isLessThan(4);
            assertThat(run("findings", "--accept", PLAN, "--note", "Ask her").exitCode())
                    .isZero();
            Path copy = installation.resolve("backup");
            assertThat(run("backup", copy.toString()).exitCode()).isZero();
            try (Lease lease = new Warehouse(warehouse.home(), WarehouseProperties.defaults(), clock).lease("test")) {
                lease.writer()
                        .inTransaction(() -> lease.writer()
                                .query(
                                        "delete from star.fact_finding_decision returning 1 as n",
                                        row -> row.count("n")));
            }

            itIs("2026-11-22T05:00:00Z");
            Spoken rebuilt = run("rebuild");
            assertThat(rebuilt.exitCode()).as(rebuilt.remarks()).isLessThan(4);

            assertThat(run("findings", "--state", "all").answer()).contains("accepted on 2026-11-22: Ask her");

            Files.delete(warehouse.home().operations().resolve("operations.mv.db"));
            itIs("2026-11-22T06:00:00Z");
            Spoken restored = run("restore", copy.toString(), "--replace");
            assertThat(restored.exitCode()).as(restored.remarks()).isLessThan(4);

            assertThat(run("findings", "--state", "all").answer()).contains("accepted on 2026-11-22: Ask her");
            assertThat(run("findings", "--accept", PLAN, "--note", "Ask her").remarks())
                    .contains("it was decided so already");
        }
    }

    @Test
    void anUnknownKeyIsRefusedWithThoseMostLikeIt() throws IOException {
        Spoken refused = run("findings", "--accept", PLAN, "plan_upgrade:starters");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.remarks())
                .contains("There is no finding 'plan_upgrade:starters'; most like it are %s (%s), "
                        .formatted(shortKey(PLAN), PLAN));
        assertThat(decisions()).isEmpty();
    }

    @Test
    void decisionsThatSayNothingClearAreRefused() throws IOException {
        assertThat(run("findings", "--note", "Why").remarks()).contains("give --accept, --dismiss or --done");
        assertThat(run("findings", "--accept", SWITCH, "--done", PLAN).exitCode())
                .isEqualTo(2);
        assertThat(run("findings", "--import", installation.resolve("none.csv").toString())
                        .remarks())
                .contains("none.csv cannot be read");
    }

    @Test
    void nobodyDecidesWhileARunWrites() throws IOException {
        try (Lease night = new Warehouse(warehouse.home(), WarehouseProperties.defaults(), clock).lease("nightly")) {
            assertThat(run("findings", "--accept", SWITCH).exitCode()).isEqualTo(5);
            assertThat(run("findings").exitCode()).isZero();
        }
    }

    @Test
    void anEditedFileIsTakenInAndTakenInTwiceChangesNothing() throws IOException {
        run("findings", "--accept", PLAN, "--note", "Ask her");
        publish();
        String file = run("findings", "--format", "csv").answer();
        Path edited = Files.writeString(
                installation.resolve("edited.csv"),
                "\uFEFF"
                        + file.replace(",2,2 hours,open,,,", ",2,2 hours,open,Done,'-1 model,")
                                .replace(",open,accepted,Ask her,", ",open,accepted,\"Ask her,\r\nthen him\","));

        Spoken taken = run("findings", "--import", edited.toString());

        assertThat(taken.exitCode()).as(taken.remarks()).isZero();
        assertThat(taken.remarks()).contains("done: " + SWITCH + ", -1 model", "2 decisions were recorded.");
        assertThat(run("findings", "--import", edited.toString()).remarks()).contains("Nothing was recorded");
        assertThat(decisions())
                .containsExactly(
                        SWITCH + " done -1 model 2026-11-22 04:00:00",
                        PLAN + " accepted Ask her 2026-11-22 03:00:00 2026-11-22 04:00:00",
                        PLAN + " accepted Ask her,\nthen him 2026-11-22 04:00:00");
    }

    @Test
    void badLinesAreNamedAndTheOthersTakenIn() throws IOException {
        Path file = installation.resolve("edited.csv");
        Files.writeString(file, """
                finding_key,decision,note
                "%s",maybe,"Two
                lines"
                nothing:here,done,
                %s,,Only words
                %s,done,
                %s,done,once,more
                """.formatted(SWITCH, ROUTING, PLAN, PLAN));

        Spoken taken = run("findings", "--import", file.toString());

        assertThat(taken.exitCode()).isEqualTo(3);
        assertThat(taken.remarks())
                .contains(
                        "edited.csv, line 2: the decision 'maybe' of %s is none; write accepted, dismissed, done."
                                .formatted(SWITCH),
                        "edited.csv, line 4: There is no finding 'nothing:here'; most like it are",
                        "edited.csv, line 5: the decision '' of %s is none".formatted(ROUTING),
                        "or delete the note.",
                        "edited.csv, line 7: it has 4 cells and the first line 3 names.");
        assertThat(decisions()).containsExactly(PLAN + " done 2026-11-22 03:00:00");

        Files.writeString(file, "finding_key,decision,note\n%s,maybe,\n".formatted(SWITCH));
        assertThat(run("findings", "--import", file.toString()).exitCode()).isEqualTo(2);
        Files.writeString(file, "finding_key;decision;note\n%s;done;\n".formatted(SWITCH));
        assertThat(run("findings", "--import", file.toString()).remarks())
                .contains("it must have finding_key, decision, note");
    }

    @Test
    void aNoteIsShownToNobodyWhoMayNotSeeOfPersons() throws IOException {
        run("findings", "--accept", PLAN, "--note", "Ann asked");
        environment.put("METERHOUSE_PUBLISHED_PERSONS", "pseudonymous");
        publish();

        assertThat(run("findings").answer()).contains("accepted on 2026-11-22").doesNotContain("Ann asked");
    }

    @Test
    void whoeverIsErasedIsInNoNote() throws Exception {
        warehouse.fill(rows -> rows.days("2026-11-20", "2026-11-20", "loaded", true)
                .usage("2026-11-20", "u-zora-17", "red", "gpt", "openai", 1, "0.1")
                .sound());
        run("findings", "--accept", PLAN, "--note", "As u-zora-17 asked");
        itIs("2026-11-22T03:30:00Z");

        Spoken erased = run("erase-user", "u-zora-17", "--yes");
        assertThat(erased.exitCode()).as(erased.remarks()).isLessThan(4);
        publish();

        assertThat(new SearchedHome(warehouse.home().root(), List.of("u-zora-17")).found())
                .as("but for the hash that this test makes of a name")
                .noneMatch(place -> place.startsWith("operations/operations") || place.contains("finding"));
        assertThat(decisions()).hasSize(1).allMatch(line -> line.startsWith(PLAN + " accepted As "));
    }

    private void publish() throws IOException {
        itIs("2026-11-22T04:00:00Z");
        Spoken run = run("retention");
        assertThat(run.remarks()).contains("Published snapshot");
    }

    private void itIs(String instant) {
        clock = Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
    }

    private String shortKey(String key) {
        return warehouse
                .answers("short_key from marts.findings where finding_key = '%s'".formatted(key))
                .get(0);
    }

    /** As the warehouse has them, whatever is published. */
    private List<String> decisions() {
        try (Lease lease = new Warehouse(warehouse.home(), WarehouseProperties.defaults(), clock).lease("test")) {
            return lease.writer()
                    .query(
                            "select concat_ws(' ', finding_key, decision, note, decided_at, superseded_at) as line from star.fact_finding_decision order by finding_key, decided_at",
                            row -> row.text("line"));
        }
    }

    private static String finding(
            String key, String type, String kind, String amount, int hours, String current, String closed) {
        return """
                insert into star.fact_finding by name
                select
                    '%s' as finding_key, '%s' as finding_type, '%s' as subject, '%s' as amount_kind, %s as amount_usd,
                    'estimated' as confidence, 'medium' as priority, 'low' as effort, %d as effort_hours,
                    '%s' as current_state, 'Do it' as recommendation, 'Less' as impact, 'One' as steps,
                    'select %s' as evidence_sql, '{"users":"1"}' as inputs, date '2026-10-23' as from_date,
                    date '2026-11-21' as to_date, date '2026-11-01' as opened_on, date '2026-11-21' as last_found_on,
                    %s as closed_on
                """.formatted(
                        key, type, key.substring(key.indexOf(':') + 1), kind, amount, hours, current, amount, closed);
    }
}
