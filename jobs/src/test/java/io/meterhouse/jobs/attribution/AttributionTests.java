package io.meterhouse.jobs.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every cent of usage is paid for by somebody, or is listed as nobody's. */
class AttributionTests {

    private static final String OCTOBER = "(date '2026-10-01', date '2026-10-31')";
    private static final String BY_COST_CENTRE =
            "cost_centre_code, spend_usd::decimal(18, 6), request_count::decimal(9, 2) from marts.usage_by_cost_centre"
                    + OCTOBER;

    @TempDir
    Path folder;

    private AttributedUsage usage;

    @BeforeEach
    void someMembers() throws IOException {
        usage = new AttributedUsage(folder);
        usage.user("ann");
        usage.team("t-1", "Discovery", "science");
        usage.team("t-2", "Shop", null);
        usage.key("k-batch", "batch-nightly");
        usage.key("k-ann", "ann-laptop");
    }

    @Test
    void aKeyOfAServiceAccountIsBookedByItsAliasAndWhatNothingMatchesIsUnassigned() throws IOException {
        usage.used("2026-10-01", "k-batch", "(unassigned)", "(unassigned)", "8");
        usage.used("2026-10-02", "k-ann", "ann", "t-2", "2");

        assertThat(usage.attribute("key_alias,batch-*,4711,reports,,,\n"))
                .containsExactly(
                        "No rule of attribution.csv matches 20.0 % of the spend of the last 30 days with usage; marts.unassigned_usage lists its keys.");

        assertThat(usage.answers(BY_COST_CENTRE)).containsExactly("4711 8.000000 3.00", "(unassigned) 2.000000 3.00");
        assertThat(usage.answers("project_id, spend_usd::decimal(18, 6) from marts.usage_by_project" + OCTOBER))
                .containsExactly("reports 8.000000", "(unassigned) 2.000000");
        assertThat(usage.answers(
                        "cost_centre_name, ledger_account, api_key_count, spend_share from marts.usage_by_cost_centre"
                                + OCTOBER))
                .containsExactly("Research 620100 1 0.8", "(unassigned) 1 0.2");
    }

    @Test
    void whatIsUnassignedIsListedTheDearestKeyFirst() throws IOException {
        usage.key("k-dear", "gpu-farm");
        usage.used("2026-10-01", "k-ann", "ann", "t-2", "1.5");
        usage.used("2026-10-03", "k-ann", "ann", "t-2", "1.5");
        usage.used("2026-10-02", "k-dear", "(unassigned)", "t-1", "7");
        usage.used("2026-10-02", "k-batch", "(unassigned)", "(unassigned)", "10");

        usage.attribute("key_hash,k-batch,4713,,,,\n");

        assertThat(usage.answers(
                        "api_key_hash, key_alias, coalesce(user_id, '-'), team_id, first_usage_date, last_usage_date, request_count, spend_usd::decimal(9, 2), spend_share from marts.unassigned_usage"
                                + OCTOBER))
                .containsExactly(
                        "k-dear gpu-farm (unassigned) t-1 2026-10-02 2026-10-02 3 7.00 0.35",
                        "k-ann ann-laptop ann t-2 2026-10-01 2026-10-03 6 3.00 0.15");
    }

    @Test
    void twoCostCentresShareSixtyToFortyAndTheirPartsAreTheWholeToTheLastDecimal() throws IOException {
        usage.used("2026-10-01", "k-ann", "ann", "t-1", "0.000000000001");
        usage.used("2026-10-02", "k-ann", "ann", "t-1", "10.000000000007");

        usage.attribute("team,t-1,4711,,60,,\nteam,t-1,4712,,40,,\n");

        assertThat(usage.answers("usage_date, cost_centre_code, attributed_share, spend_usd from marts.attributed_usage"
                        + OCTOBER + " order by all"))
                .containsExactly(
                        "2026-10-01 4711 0.6000 0.000000000001",
                        "2026-10-01 4712 0.4000 0.000000000000",
                        "2026-10-02 4711 0.6000 6.000000000004",
                        "2026-10-02 4712 0.4000 4.000000000003");
        assertThat(usage.answers(
                        "cost_centre_code, request_count, total_tokens, spend_usd from marts.usage_by_cost_centre"
                                + OCTOBER))
                .containsExactly("4711 3.6000 1800.0000 6.000000000005", "4712 2.4000 1200.0000 4.000000000003");
        assertThat(usage.answers(
                        "usage_date, cost_centre_code, organization_id, spend_usd from marts.usage order by all"))
                .as("the fact stays one row")
                .containsExactly(
                        "2026-10-01 (shared) science 0.000000000001", "2026-10-02 (shared) science 10.000000000007");
        assertThat(usage.brokenChecks()).isEmpty();
    }

    @Test
    void aRuleThatBeginsWithinTheMonthLeavesTheDaysBeforeItAsTheyWere() throws IOException {
        for (String day : new String[] {"2026-10-09", "2026-10-10", "2026-10-11"}) {
            usage.used(day, "k-ann", "ann", "t-1", "1");
        }
        usage.attribute("team,t-1,4711,,,,\n");
        usage.attribute("team,t-1,4711,,,,2026-10-10\nteam,t-1,4712,,,2026-10-10,\n");

        assertThat(usage.answers("usage_date, cost_centre_code from marts.usage order by all"))
                .containsExactly("2026-10-09 4711", "2026-10-10 4712", "2026-10-11 4712");
    }

    @Test
    void theFirstRuleThatMatchesHoldsAndEndsWhereItsDaysEnd() throws IOException {
        usage.used("2026-10-04", "k-ann", "ann", "t-1", "1");
        usage.used("2026-10-05", "k-ann", "ann", "t-1", "1");
        usage.used("2026-10-05", "k-batch", "(unassigned)", "t-1", "1");

        usage.attribute("""
                user,ann@example.org,4713,,,,2026-10-05
                team,Discovery,4712,,,,
                key_hash,k-ann,4711,,,,
                """);

        assertThat(usage.answers("usage_date, api_key_hash, cost_centre_code from marts.usage order by all"))
                .containsExactly("2026-10-04 k-ann 4713", "2026-10-05 k-ann 4712", "2026-10-05 k-batch 4712");
    }

    @Test
    void aRuleOfAHashMeansUsageThatIsStoredUnderItsHashToo() throws IOException {
        String doubled = usage.answers("sha256('k-ann')").get(0);
        usage.key(doubled, "ann-laptop");
        usage.used("2026-10-01", doubled, "ann", "t-2", "1");
        usage.used("2026-10-02", "k-ann", "ann", "t-2", "2");

        usage.attribute("key_hash,k-ann,4711,,,,\n");

        assertThat(usage.answers(BY_COST_CENTRE)).containsExactly("4711 3.000000 6.00");
    }

    @Test
    void anEMailMatchesInWhateverCaseItIsWritten() throws IOException {
        usage.used("2026-10-01", "k-ann", "ann", "t-2", "1");

        usage.attribute("user,Ann@Example.org,4711,,,,\n");

        assertThat(usage.answers(BY_COST_CENTRE)).containsExactly("4711 1.000000 3.00");
    }

    @Test
    void theTeamOfAUserMatchesByItsNameOfTheDayWhereTheKeyHasNone() throws IOException {
        usage.change("update star.dim_user set team_id = 't-2' where user_id = ?", "ann");
        usage.change(
                "update star.dim_team set valid_to = date '2026-10-05', is_current = false where team_id = ?", "t-2");
        usage.change(
                "insert into star.dim_team by name select nextval('ops.next_team_key') as team_key, team_id, 'Market' as team_name, false as is_inferred, false as is_deleted, valid_to as valid_from, date '9999-12-31' as valid_to, true as is_current from star.dim_team where team_id = ?",
                "t-2");
        usage.used("2026-10-04", "k-ann", "ann", "(unassigned)", "1");
        usage.used("2026-10-05", "k-ann", "ann", "(unassigned)", "2");

        usage.attribute("team,Shop,4711,,,,\nteam,Market,4712,,,,\n");

        assertThat(usage.answers("usage_date, cost_centre_code from marts.usage order by all"))
                .containsExactly("2026-10-04 4711", "2026-10-05 4712");
    }

    @Test
    void aTeamThatAKeyMovedToPaysFromTheDayOfTheMove() throws IOException {
        usage.key("k-moved", "robot", null, null, "0001-01-01", "2026-10-05");
        usage.key("k-moved", "robot", null, null, "2026-10-05", "9999-12-31");
        usage.used("2026-10-04", "k-moved", "(unassigned)", "t-1", "1");
        usage.used("2026-10-05", "k-moved", "(unassigned)", "t-2", "2");

        usage.attribute("team,t-1,4711,,,,\nteam,t-2,4712,,,,\n");

        assertThat(usage.answers(BY_COST_CENTRE)).containsExactly("4712 2.000000 3.00", "4711 1.000000 3.00");
    }

    @Test
    void aFieldOfTheKeysMetadataIsMatchedByItsValueOrOneOfItsValues() throws IOException {
        usage.key("k-a", "a", null, "{\"cost-centre\":\"R&D\",\"number\":17}", "0001-01-01", "9999-12-31");
        usage.key("k-b", "b", null, "{\"tags\":[\"x\",\"shop\"]}", "0001-01-01", "9999-12-31");
        for (String key : new String[] {"k-a", "k-b", "k-ann"}) {
            usage.used("2026-10-01", key, "(unassigned)", "(unassigned)", "1");
        }

        usage.attribute(
                "key_metadata,tags=shop,4712,,,,\nkey_metadata,number=17,4713,,,,2026-10-01\nkey_metadata,cost-centre=R&D,4711,,,,\n");

        assertThat(usage.answers("api_key_hash, cost_centre_code from marts.usage order by all"))
                .containsExactly("k-a 4711", "k-ann (unassigned)", "k-b 4712");
        assertThat(new AttributionBook(folder).metadataFields()).containsExactly("cost-centre", "number", "tags");
    }

    @Test
    void projectAndOrganisationAreThoseOfTheBookElseOfTheKeyAndItsTeam() throws IOException {
        usage.key("k-p", "p", "apollo", null, "0001-01-01", "9999-12-31");
        usage.used("2026-10-01", "k-p", "(unassigned)", "t-1", "1");
        usage.used("2026-10-02", "k-p", "(unassigned)", "t-2", "2");
        usage.used("2026-10-03", "k-p", "ann", "t-2", "4");

        usage.attribute("user,ann,4711,gemini,,,\norganisation,science,4713,,,,\n");

        assertThat(usage.answers(
                        "usage_date, cost_centre_code, project_id, organization_id from marts.usage order by all"))
                .containsExactly(
                        "2026-10-01 4713 apollo science",
                        "2026-10-02 (unassigned) apollo (unassigned)",
                        "2026-10-03 4711 gemini science");
        assertThat(usage.answers(
                        "organization_id, spend_usd::decimal(9, 2) from marts.usage_by_organization" + OCTOBER))
                .containsExactly("science 5.00", "(unassigned) 2.00");
    }

    @Test
    void whereTheKeyHasNoTeamThatOfTheListOfUsersCounts() throws IOException {
        usage.change("update star.dim_user set team_id = 't-2', organization_id = 'science' where user_id = 'ann'");
        usage.used("2026-10-01", "k-ann", "ann", "(unassigned)", "1");
        usage.used("2026-10-02", "k-ann", "ann", "t-1", "2");

        usage.attribute("team,t-2,4712,,,,\n");

        assertThat(usage.answers(
                        "usage_date, team_id, cost_centre_code, organization_id from marts.usage order by all"))
                .containsExactly("2026-10-01 (unassigned) 4712 science", "2026-10-02 t-1 (unassigned) science");
    }

    @Test
    void aUserWhoMovesToAnotherOrganisationTakesNoPastUsageAlong() throws IOException {
        usage.used("2026-10-04", "k-ann", "ann", "(unassigned)", "1");
        usage.used("2026-10-07", "k-ann", "ann", "(unassigned)", "2");
        usage.used("2026-10-08", "k-ann", "ann", "(unassigned)", "4");
        String rules = "organisation,science,4711,,,,\norganisation,sales,4712,,,,\n";
        usage.listed("2026-10-05", "ann", "science");
        usage.attribute(rules);

        usage.listed("2026-10-08", "ann", "sales");
        usage.attribute(rules);

        assertThat(usage.answers("usage_date, cost_centre_code, organization_id from marts.usage order by all"))
                .containsExactly("2026-10-04 4711 science", "2026-10-07 4711 science", "2026-10-08 4712 sales");
        assertThat(usage.answers(
                        "organization_id, user_count, spend_usd::decimal(9, 2) from marts.usage_by_organization"
                                + OCTOBER))
                .containsExactly("sales 1 4.00", "science 1 3.00");
        assertThat(usage.answers("user_id, request_count from marts.usage_by_user" + OCTOBER))
                .containsExactly("ann 9");
        assertThat(usage.brokenChecks()).isEmpty();
    }

    @Test
    void anAllocationOnceMadeKeepsItsKeyAndABookThatIsTakenBackIsAsIfItHadNeverBeen() throws IOException {
        usage.used("2026-10-01", "k-ann", "ann", "t-1", "1");
        String keys = "allocation_key, cost_centre_code from star.dim_allocation order by all";
        usage.attribute("team,t-1,4711,,,,\n");
        usage.attribute("team,t-1,4711,,50,,\nteam,t-1,4712,,50,,\n");
        var made = usage.answers(keys);

        usage.attribute("team,t-1,4711,,,,\n");
        assertThat(usage.answers("cost_centre_code from marts.usage")).containsExactly("4711");
        assertThat(usage.answers(keys)).isEqualTo(made).hasSize(3);

        Files.writeString(folder.resolve("cost_centres.csv"), "code,name,owner_email,ledger_account,organisation\n");
        assertThat(usage.attribute("")).isEmpty();
        assertThat(usage.answers("cost_centre_code, organization_id from marts.usage"))
                .containsExactly("(unassigned) science");
        assertThat(usage.answers(
                        "cost_centre_code, is_listed from star.dim_cost_centre where cost_centre_code = '4711'"))
                .containsExactly("4711 false");
    }

    @Test
    void sharesThatAreNotAllOfItAreSeen() throws IOException {
        usage.used("2026-10-01", "k-ann", "ann", "t-1", "1");
        usage.attribute("team,t-1,4711,,60,,\nteam,t-1,4712,,40,,\n");

        usage.change("delete from star.allocation_share where share_number = 2");

        assertThat(usage.brokenChecks())
                .containsExactly(
                        "allocation_share__shares_are_all_of_it", "fact_usage_daily__attributed_spend_is_all_spend");
    }
}
