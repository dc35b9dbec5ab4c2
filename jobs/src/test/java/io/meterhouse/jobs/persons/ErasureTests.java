package io.meterhouse.jobs.persons;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.erasure.ErasedTexts;
import io.meterhouse.jobs.erasure.ErasureList;
import io.meterhouse.jobs.landing.LandedFetch;
import io.meterhouse.jobs.landing.Landing;
import io.meterhouse.jobs.landing.LandingDraft;
import io.meterhouse.jobs.runs.NightlyProperties;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunProgress;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.RunResult;
import io.meterhouse.jobs.runs.Runs;
import io.meterhouse.jobs.runs.StopSignal;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.SmallWarehouse;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErasureTests {

    private static final LocalDate TODAY = LocalDate.parse("2026-10-01");

    @TempDir
    Path folder;

    private SmallWarehouse warehouse;

    @BeforeEach
    void fill() {
        warehouse = new SmallWarehouse(folder);
        warehouse.fill(rows -> rows.days("2026-09-01", "2026-09-30", "loaded", true)
                .usage("2026-09-15", "ann", "red", "gpt", "openai", 10, "1")
                .usage("2026-09-15", "mary", "red", "gpt", "openai", 20, "2")
                .usage("2026-09-15", "red", "red", "gpt", "openai", 30, "3")
                .altered(
                        "update star.dim_user set user_name = 'Ann Lee', user_email = user_id || '@example.org' where user_id in ('ann', 'mary')")
                .sound()
                .snapshot("S-1", "R-1", "2026-10-01 02:00:00"));
    }

    @Test
    void aNameThatTwoPersonsHaveStaysTheOthers() {
        assertThat(erase("ann", List.of()).outcome()).isEqualTo(RunResult.Outcome.DONE);

        String pseudonym = warehouse
                .answers("user_id from star.dim_user where starts_with(user_id, 'erased-')")
                .get(0);
        assertThat(warehouse.answers(
                        "user_id, user_name, user_email from star.dim_user where user_id in ('mary', '%s') order by user_id"
                                .formatted(pseudonym)))
                .containsExactly(
                        "%1$s | %1$s | %1$s@erased.invalid".formatted(pseudonym), "mary | Ann Lee | mary@example.org");
    }

    @Test
    void anIdThatIsATeamsNameTooIsNotErasedAndNothingIs() {
        RunResult refused = erase("red", List.of());

        assertThat(refused.outcome()).isEqualTo(RunResult.Outcome.REFUSED);
        assertThat(refused.error()).contains("is also what a team, a model, a provider");
        assertThat(new ErasureList(warehouse.home().landing()).read().isEmpty()).isTrue();
    }

    @Test
    void whoseIdOrAddressHoldsThePersonsStaysWhoHeIs() {
        warehouse.fill(rows -> rows.usage("2026-09-16", "jonathan", "red", "gpt", "openai", 10, "1")
                .usage("2026-09-16", "jonathan-2", "red", "gpt", "openai", 20, "2")
                .usage("2026-09-16", "lee@example.org", "red", "gpt", "openai", 30, "3")
                .usage("2026-09-16", "ann.lee@example.org", "red", "gpt", "openai", 40, "4")
                .usage("2026-09-16", "ann-lee@example.org", "red", "gpt", "openai", 50, "5")
                .sound());

        assertThat(erase("jonathan", List.of()).outcome()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(erase("lee@example.org", List.of()).outcome()).isEqualTo(RunResult.Outcome.DONE);

        assertThat(
                        warehouse.answers(
                                "request_count, if(starts_with(user_id, 'erased-'), 'erased', user_id) from marts.usage where usage_date = date '2026-09-16' order by all"))
                .containsExactly(
                        "10 | erased",
                        "20 | jonathan-2",
                        "30 | erased",
                        "40 | ann.lee@example.org",
                        "50 | ann-lee@example.org");
    }

    @Test
    @Tag("long")
    void twoIdsThatDifferInCaseAloneAreErasedTogetherAndStayTwo() throws IOException {
        warehouse.fill(rows -> rows.usage("2026-09-16", "Zed@example.org", "red", "gpt", "openai", 10, "1")
                .usage("2026-09-16", "zed@example.org", "red", "gpt", "openai", 20, "2")
                .usage("2026-09-17", "zed@example.org", "red", "gpt", "openai", 30, "3")
                .sound());
        Landing landing = new Landing(warehouse.home().landing(), SmallWarehouse.CLOCK);
        LandingDraft draft = landing.begin("litellm", "2026-09-16");
        draft.add(
                "page",
                Map.of(),
                "/x",
                "{\"zed@example.org\":1,\"Zed@example.org\":2,\"ZED@EXAMPLE.ORG\":3}".getBytes(StandardCharsets.UTF_8));
        draft.complete("http://gateway", null, null, LandingDraft.Acceptance.GROWING_TOTALS);

        assertThat(erase("ZED@example.org", List.of()).outcome()).isEqualTo(RunResult.Outcome.DONE);

        ErasedTexts erased = new ErasureList(warehouse.home().landing()).read();
        String capital = erased.inValue("Zed@example.org");
        String small = erased.inValue("zed@example.org");
        assertThat(List.of(capital, small)).allMatch(id -> id.matches("erased-[0-9a-f]{16}(-2)?@erased\\.invalid"));
        assertThat(capital).isNotEqualTo(small);
        assertThat(
                        warehouse.answers(
                                "usage_date, request_count, user_id from marts.usage where usage_date > date '2026-09-15' order by all"))
                .containsExactly(
                        "2026-09-16 | 10 | " + capital, "2026-09-16 | 20 | " + small, "2026-09-17 | 30 | " + small);
        assertThat(landedText()).isEqualTo("{\"%s\":1,\"%s\":2,\"%s\":3}".formatted(small, capital, capital));
        assertThat(erase("zed@example.org", List.of()).outcome()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(new ErasureList(warehouse.home().landing()).read().isSameAs(erased))
                .isTrue();
    }

    private String landedText() throws IOException {
        try (Stream<Path> files = Files.walk(warehouse.home().landing())) {
            Path answer = files.filter(file -> file.getFileName().toString().endsWith(".json.gz"))
                    .findFirst()
                    .orElseThrow();
            try (GZIPInputStream body = new GZIPInputStream(Files.newInputStream(answer))) {
                return new String(body.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    @Test
    void aTextThatIsSomebodyElsesIdMakesNoOneOfTwoAndNothingIsTouched() throws IOException {
        Landing landing = new Landing(warehouse.home().landing(), SmallWarehouse.CLOCK);
        LandingDraft draft = landing.begin("litellm", "2026-09-15");
        draft.add("page", Map.of(), "/x", "{\"user_id\":\"ann\"}".getBytes(StandardCharsets.UTF_8));
        LandedFetch landed = draft.complete("http://gateway", null, null, LandingDraft.Acceptance.GROWING_TOTALS);

        RunResult refused = erase("ann", List.of("Mary"));

        assertThat(refused.outcome()).isEqualTo(RunResult.Outcome.REFUSED);
        assertThat(refused.error()).contains("would become one with the person");
        assertThat(new ErasureList(warehouse.home().landing()).read().isEmpty()).isTrue();
        assertThat(landing.fetches("litellm", "2026-09-15", warning -> {})).containsExactly(landed);
        assertThat(warehouse.answers("user_id from star.dim_user where user_id in ('ann', 'mary') order by 1"))
                .containsExactly("ann", "mary");
    }

    @Test
    @Tag("long")
    void whatEndedBehindTheListIsGoneOnWithUnderTheSamePseudonym() throws IOException {
        erase("ann", List.of());
        String pseudonym = warehouse
                .answers("user_id from star.dim_user where starts_with(user_id, 'erased-')")
                .get(0);
        warehouse.fill(
                rows -> rows.altered(
                        "update star.dim_user set user_id = 'ann', user_name = 'Ann Lee', user_email = 'ann@example.org' where starts_with(user_id, 'erased-')"));
        Path log = Files.writeString(warehouse.home().logs().resolve("meterhouse.log"), "the user ann is unknown\n");

        RunResult again = erase("ANN@example.org", List.of("Ann from Accounting"));

        assertThat(again.outcome()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(warehouse.answers("count(*) from star.dim_user where user_id = '" + pseudonym + "'"))
                .containsExactly("1");
        assertThat(log).hasContent("the user " + pseudonym + " is unknown");
    }

    @Test
    @Tag("long")
    void rowsThatLeftTheWarehouseLoseThePersonToo() throws IOException {
        Path archive = Files.createDirectories(warehouse.home().root().resolve("archive"))
                .resolve("2024-01.parquet");
        String rows =
                "(values (1, 'ann', '{\"user_id\":\"ann\",\"spend\":1.10}', 2.50), (2, 'bob', null, null)) as r (n, user_id, metadata, spend_usd)";
        try (Lease lease = home().lease("test")) {
            lease.writer().writeParquet("from " + rows, archive);
        }

        assertThat(erase("ann", List.of()).outcome()).isEqualTo(RunResult.Outcome.DONE);

        String pseudonym = warehouse
                .answers("user_id from star.dim_user where starts_with(user_id, 'erased-')")
                .get(0);
        try (Lease lease = home().lease("test")) {
            assertThat(lease.writer()
                            .query(
                                    "select concat_ws(' | ', n, user_id, metadata, spend_usd) as line from '%s' order by n"
                                            .formatted(archive),
                                    row -> row.text("line")))
                    .containsExactly(
                            "1 | %1$s | {\"user_id\":\"%1$s\",\"spend\":1.10} | 2.50".formatted(pseudonym), "2 | bob");
        }
    }

    @Test
    void aFileThatIsNotMeterhousesIsNamedAndLeftAsItIs() throws IOException {
        Path note = Files.writeString(warehouse.home().root().resolve("note.txt"), "call ann@example.org\n");

        RunResult erased = erase("ann", List.of());

        assertThat(erased.outcome()).isEqualTo(RunResult.Outcome.GAPS);
        assertThat(erased.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.part()).isEqualTo(note.toString()));
        assertThat(note).hasContent("call ann@example.org");
    }

    private Warehouse home() {
        return new Warehouse(warehouse.home(), WarehouseProperties.defaults(), SmallWarehouse.CLOCK);
    }

    private RunResult erase(String id, List<String> also) {
        Erasure erasure = new Erasure(
                warehouse.home(), new Erasure.Subject(id, also), List.of(), List.of(), SmallWarehouse.CLOCK);
        return new Runs(home(), List.of(erasure), NightlyProperties.defaults(), SmallWarehouse.CLOCK)
                .run(
                        RunRequest.of(RunCommand.ERASE_USER, TODAY, TODAY, RunRequest.Selection.ALL),
                        RunProgress.UNWATCHED,
                        new StopSignal());
    }
}
