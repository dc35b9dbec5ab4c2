package io.meterhouse.scheduler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.warehouse.SmallWarehouse;
import java.io.IOException;
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
        assertThat(document.get("needs_data").get(0).get("finding_type").asString())
                .isEqualTo("auto_scaling");
    }

    @Test
    void anUnknownStateOrFormatIsRefused() throws IOException {
        assertThat(run("findings", "--state", "new").remarks()).contains("the states are: open, closed, all");
        assertThat(run("findings", "--format", "xml").exitCode()).isEqualTo(2);
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
