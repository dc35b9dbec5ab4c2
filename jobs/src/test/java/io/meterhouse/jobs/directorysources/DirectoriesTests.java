package io.meterhouse.jobs.directorysources;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A list of users tells who somebody is, beside what LiteLLM says of them, and never ends a run. */
class DirectoriesTests {

    @TempDir
    Path folder;

    private DirectoryHome home;

    @BeforeEach
    void begin() {
        home = new DirectoryHome(folder);
    }

    @Test
    void aListOfUsersIsBelievedBeforeLiteLlmInWhatItSaysAndOnlyInThat() throws IOException {
        home.withUsers("""
                # the payroll's
                u-1,,Ann Ames,,research,science
                u-2,bob@example.org,,admin,,
                """);
        RunResult result = home.night("2026-10-05");
        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(result.broughtThings()).containsExactly("members as listed by csv");

        home.litellmLists(
                "2026-10-06",
                "u-1 {'user_alias':'ann','user_email':'ann@example.org','user_role':'internal_user'}",
                "u-2 {'user_alias':'bob','user_email':'b@example.org'}");

        assertThat(
                        home.answers(
                                "user_id, user_name, user_email, user_role, team_id, organization_id from star.dim_user where user_key > 0 and is_current order by all"))
                .containsExactly(
                        "u-1 Ann Ames ann@example.org internal_user research science", "u-2 bob bob@example.org admin");
    }

    @Test
    void aListOfUsersMayTellTheirTiers() throws IOException {
        home.withUsers("");
        Files.writeString(
                folder.resolve("users.csv"),
                "user_id,email,name,role,team,organisation,tier\nu-1,,Ann,,,,Professional\nu-2,,Bob,,,,\n");

        home.night("2026-10-05");

        assertThat(home.answers("user_id, tier_name from star.dim_user_plan")).containsExactly("u-1 professional");
    }

    @Test
    void whoMovesToAnotherDepartmentWasInTheFormerOneBefore() throws IOException {
        home.withUsers("");
        Path list = folder.resolve("users.csv");
        String columns = "user_id,email,name,role,team,organisation,tier,department\n";
        Files.writeString(list, columns + "u-1,,Ann,,,,,Research\nu-2,,Bob,,,,,\n");
        home.night("2026-10-05");
        Files.writeString(list, columns + "u-1,,Ann,,,,,Sales\nu-2,,Bob,,,,,\n");
        home.night("2026-10-07");

        assertThat(home.answers(
                        "user_id, department, valid_from, valid_to from star.dim_user where user_key > 0 order by all"))
                .containsExactly(
                        "u-1 Research 0001-01-01 2026-10-07",
                        "u-1 Sales 2026-10-07 9999-12-31",
                        "u-2 0001-01-01 9999-12-31");
    }

    @Test
    void whoIsKnownByAnAddressAloneIsTheUserWhoHasItInWhicheverOrderTheyAreRead() throws IOException {
        home.withUsers(",Ann@Example.org,Ann Ames,,,\n,eve@example.org,Eve,,,\n");
        home.night("2026-10-05");
        assertThat(home.users())
                .containsExactly(
                        "ann@example.org Ann Ames Ann@Example.org 0001-01-01",
                        "eve@example.org Eve eve@example.org 0001-01-01");

        home.litellmLists("2026-10-06", "u-1 {'user_alias':'ann','user_email':'ann@example.org'}");

        assertThat(home.users())
                .containsExactly(
                        "eve@example.org Eve eve@example.org 0001-01-01", "u-1 Ann Ames Ann@Example.org 0001-01-01");
        assertThat(home.answers("known_from from star.dim_user where user_id = 'u-1'"))
                .containsExactly("2026-10-05");
    }

    @Test
    void anAddressThatTwoUsersHaveIsNobodysOther() throws IOException {
        home.litellmLists(
                "2026-10-04",
                "u-1 {'user_alias':'ann','user_email':'team@example.org'}",
                "u-2 {'user_alias':'bob','user_email':'team@example.org'}");
        home.withUsers(",team@example.org,The Team,,,\n");

        home.night("2026-10-05");

        assertThat(home.answers("user_id, user_name from star.dim_user where user_key > 0 order by all"))
                .containsExactly("team@example.org The Team", "u-1 ann", "u-2 bob");
    }

    @Test
    void whoLeavesTheListKeepsTheirNameAndIsDeletedOnlyWhenNobodyListsThem() throws IOException {
        home.litellmLists("2026-10-04", "u-1 {'user_alias':'ann'}");
        home.withUsers("u-1,,Ann,,,\nu-2,,Bob,,,\n");
        home.night("2026-10-05");
        home.withUsers("u-3,,Cid,,,\n");
        home.night("2026-10-06");

        assertThat(
                        home.answers(
                                "user_id, user_name, is_deleted, valid_from from star.dim_user where user_key > 0 and is_current order by all"))
                .containsExactly("u-1 ann false 2026-10-06", "u-2 Bob true 2026-10-06", "u-3 Cid false 0001-01-01");
    }

    @Test
    void aListThatCannotBeReadIsAWarningAndWhatItSaidStays() throws IOException {
        home.withUsers("u-1,,Ann,,,\n");
        home.night("2026-10-05");
        Files.delete(folder.resolve("users.csv"));

        RunResult result = home.night("2026-10-06");

        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.GAPS);
        assertThat(result.snapshotId()).isEqualTo("S-20261006T030000Z-nightly");
        assertThat(result.warnings())
                .singleElement()
                .asString()
                .startsWith("What csv says of users, keys and teams stays as it was. Cannot read %s"
                        .formatted(folder.resolve("users.csv")));
        assertThat(home.users()).containsExactly("u-1 Ann 0001-01-01");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                            | lists nobody. Write a line for each user, or unset meterhouse.directory.csv.",
                "u-1,,Ann,,,;,,Nobody,,,       | line 3 is no user; a user is user_id,email,name,role,team,organisation,tier,department, of which user_id or email is not empty",
                "u-1,,Ann                      | line 2 is no user",
                "u-1,,Ann,,,;u-1,,Anna,,,      | line 3 lists a user once more"
            })
    void aListThatSaysNothingIsRefusedAndNobodyIsTakenForDeleted(String lines, String problem) throws IOException {
        home.withUsers(lines.replace(";", "\n"));

        RunResult result = home.night("2026-10-05");

        assertThat(result.warnings()).singleElement().asString().contains(problem);
        assertThat(home.answers("count(*) from ops.directory_list")).containsExactly("0");
        assertThat(home.directories("2026-10-05").look())
                .singleElement()
                .satisfies(look -> assertThat(look.problem().get(0)).contains(problem));
    }

    @Test
    void aRunWhoseOnlySourceOfUsageIsAwayHasFailedWhateverADirectorySays() throws IOException {
        home.withUsers("u-1,,Ann,,,\n");

        RunResult result = home.nightWithUsageAway("2026-10-05");

        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.FAILED);
        assertThat(result.snapshotId()).isEqualTo("S-20261005T030000Z-nightly");
        assertThat(home.users()).containsExactly("u-1 Ann 0001-01-01");
    }

    @Test
    void aRebuildReadsWhatEarlierNightsLanded() throws IOException {
        home.withUsers("u-1,,Ann,,,\n");
        home.night("2026-10-05");
        home.withUsers("u-1,,Ann Ames,,,\n");
        home.night("2026-10-06");
        var before = home.users();
        Files.delete(folder.resolve("home/warehouse/meterhouse.duckdb"));
        Files.delete(folder.resolve("users.csv"));

        home.with(new UserListProperties(null));

        assertThat(before).containsExactly("u-1 Ann 0001-01-01", "u-1 Ann Ames 2026-10-06");
        assertThat(home.run(RunCommand.REBUILD, "2026-10-07").outcome()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(home.users()).isEqualTo(before);
    }
}
