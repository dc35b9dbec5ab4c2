package io.meterhouse.jobs.usagefeed;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.runs.RunResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A feed in files is loaded exactly, a day at a time, and what cannot be loaded costs only itself. */
class FeedFilesTests {

    private static final String HASH = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @TempDir
    Path folder;

    private FeedHome home;

    @BeforeEach
    void beginAHome() {
        home = new FeedHome(folder);
    }

    @Test
    void everyFigureIsLoadedAsItIsWritten() throws IOException {
        home.write(
                "usage.csv",
                "2026-10-01,ann," + HASH + ",gpt,azure,12,900,100,0.000000000001",
                "2026-10-01,bob,,claude,anthropic,1,1,2,123456789.123456789012",
                "2026-10-02,\"o'hara, pat\",,\"m\"\"1\"\"\",,3,,,1.095e-05");

        RunResult result = home.night();

        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(result.broughtThings()).containsExactly("2 days of the usage feed with 3 rows");
        assertThat(home.facts())
                .containsExactly(
                        "2026-10-01 ann 01234567 gpt azure 12 900 100 1000 0.000000000001",
                        "2026-10-01 bob (no key) claude anthropic 1 1 2 3 123456789.123456789012",
                        "2026-10-02 o'hara, pat (no key) m\"1\" unknown 3 - - - 0.000010950000");
        assertThat(home.ledger()).containsExactly("2026-10-01 loaded final 13", "2026-10-02 loaded final 3");
    }

    @Test
    void whatARowDoesNotTellIsUnknownAndNotNothing() throws IOException {
        home.write("usage.csv", "2026-10-01,,,,,,,,");

        home.night();

        assertThat(home.facts()).containsExactly("2026-10-01 (unassigned) (no key) (no model) unknown - - - - -");
        assertThat(home.ledger()).containsExactly("2026-10-01 loaded final -");
    }

    @Test
    void rowsOfOneCellAreAdded() throws IOException {
        home.write(
                "usage.csv",
                "2026-10-01,ann,,gpt,azure,1,10,1,0.1",
                "2026-10-01,ann,,gpt,azure,2,20,2,0.2",
                "2026-10-01,ann,,gpt,openai,4,40,4,0.4");

        home.night();

        assertThat(home.facts())
                .containsExactly(
                        "2026-10-01 ann (no key) gpt azure 3 30 3 33 0.300000000000",
                        "2026-10-01 ann (no key) gpt openai 4 40 4 44 0.400000000000");
    }

    @Test
    void compressedFilesAreReadAndCompressingOneLaterChangesNothing() throws IOException {
        home.write("usage.csv", "2026-10-01,ann,,gpt,azure,1,10,1,0.1");
        home.compress("usage.csv");
        Files.delete(home.file("usage.csv"));
        home.night();
        home.write("usage.csv", "2026-10-01,ann,,gpt,azure,1,10,1,0.1");

        RunResult again = home.night();

        assertThat(again.outcome()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(again.broughtThings()).isEmpty();
        assertThat(again.remarks())
                .containsExactly("%s was left out: it holds the same as %s."
                        .formatted(home.file("usage.csv.gz"), home.file("usage.csv")));
        assertThat(home.facts()).containsExactly("2026-10-01 ann (no key) gpt azure 1 10 1 11 0.100000000000");
    }

    @Test
    void columnsOfOtherNamesAreMapped() throws IOException {
        home.configure(FeedHome.files(Map.of(
                "day", "Datum",
                "user", "Wer",
                "key", "",
                "model", "",
                "provider", "",
                "prompt-tokens", "",
                "completion_tokens", "",
                "totaltokens", "Tokens",
                "requests", "Anfragen",
                "cost-usd", "")));
        Files.writeString(home.file("usage.csv"), "\uFEFFTokens,Extra,Datum,WER,Anfragen\r\n7,x,2026-10-01,ann,2\r\n");

        assertThat(home.night().outcome()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(home.facts()).containsExactly("2026-10-01 ann (no key) (no model) unknown 2 - - 7 -");
    }

    @Test
    void aColumnThatIsNotThereIsNamedBesideThoseThatAre() throws IOException {
        Files.writeString(home.file("usage.csv"), "day,user,key,model,provider,requests,promt_tokens,cost_usd\n");

        RunResult result = home.night();

        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.GAPS);
        assertThat(result.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.part()).isEqualTo(home.file("usage.csv").toString());
            assertThat(gap.reason())
                    .isEqualTo(
                            "It has no column prompt_tokens, completion_tokens; it has day, user, key, model, provider,"
                                    + " requests, promt_tokens, cost_usd. Set meterhouse.usage-feed.columns.prompt-tokens,"
                                    + " .completion-tokens to the right column, or to nothing where there is none.");
        });
    }

    @Test
    void aFileWithWrongRowsIsRefusedWholeAndCostsOnlyItsDays() throws IOException {
        home.write("good.csv", "2026-10-01,ann,,gpt,azure,1,10,1,0.1");
        home.write(
                "bad.csv",
                "2026-10-02,ann,,gpt,azure,1,10,1,0.1",
                "2026-13-02,ann,,gpt,azure,1,10,1,0.1",
                "2026-10-02,ann,,gpt,azure,1.5,10,1,ann@example.org",
                "2026-10-02,ann,,gpt,azure,-1,10,1,0.1",
                "2026-10-02,ann",
                "2026-10-11,ann,,gpt,azure,1,10,1,0.1");

        RunResult result = home.night();

        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.GAPS);
        assertThat(FeedHome.reasons(result))
                .containsExactly("It cannot be loaded: 5 of its rows are wrong;"
                        + " line 3: day '2026-13-02' is no day such as 2026-09-30 and no time with its zone;"
                        + " line 4: requests '1.5' is no whole number and cost_usd 'xxx@xxxxxxx.xxx' is no number;"
                        + " line 5: requests '-1' is not from 0 to 1000000000000; and 2 more."
                        + " Correct it; the next run reads it again.");
        assertThat(home.ledger()).containsExactly("2026-10-01 loaded final 1", "2026-10-02 failed provisional - error");
    }

    @Test
    @Tag("long")
    void aDayOfWhichOneFileIsRefusedStaysAsItWas() throws IOException {
        home.write("one.csv", "2026-10-01,ann,,gpt,azure,1,10,1,0.1");
        home.write("two.csv", "2026-10-01,bob,,gpt,azure,2,20,2,0.2");
        home.night();
        home.write("one.csv", "2026-10-01,ann,,gpt,azure,5,50,5,0.5");
        home.write("two.csv", "2026-10-01,bob,,gpt,azure,many,20,2,0.2");

        RunResult refused = home.night();
        List<String> between = home.facts();
        home.write("two.csv", "2026-10-01,bob,,gpt,azure,3,20,2,0.2");
        RunResult corrected = home.night();

        assertThat(refused.outcome()).isEqualTo(RunResult.Outcome.GAPS);
        assertThat(between)
                .containsExactly(
                        "2026-10-01 ann (no key) gpt azure 1 10 1 11 0.100000000000",
                        "2026-10-01 bob (no key) gpt azure 2 20 2 22 0.200000000000");
        assertThat(corrected.outcome()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(home.facts())
                .containsExactly(
                        "2026-10-01 ann (no key) gpt azure 5 50 5 55 0.500000000000",
                        "2026-10-01 bob (no key) gpt azure 3 20 2 22 0.200000000000");
    }

    @Test
    void aFileThatChangedReplacesItsDaysAndNoOther() throws IOException {
        home.write("usage.csv", "2026-10-01,ann,,gpt,azure,1,10,1,0.1", "2026-10-02,ann,,gpt,azure,1,10,1,0.1");
        home.write("other.csv", "2026-10-03,ann,,gpt,azure,1,10,1,0.1");
        home.night();
        home.write("usage.csv", "2026-10-01,ann,,gpt,azure,1,10,1,0.1", "2026-10-02,bob,,gpt,azure,2,20,2,0.2");

        RunResult result = home.night();

        assertThat(result.broughtThings()).containsExactly("2 days of the usage feed with 2 rows");
        assertThat(home.facts())
                .containsExactly(
                        "2026-10-01 ann (no key) gpt azure 1 10 1 11 0.100000000000",
                        "2026-10-02 bob (no key) gpt azure 2 20 2 22 0.200000000000",
                        "2026-10-03 ann (no key) gpt azure 1 10 1 11 0.100000000000");
        assertThat(
                        home.published(
                                "select concat_ws(' ', source, usage_date, old_request_count, new_request_count, reason) as line from ops.restatement"))
                .containsExactly("usage-feed 2026-10-02 1 2 nightly");
    }

    @Tag("long")
    @Test
    void aSecondNightReadsOnlyDaysThatAreNotFinal() throws IOException {
        home.write("usage.csv", "2026-10-01,ann,,gpt,azure,1,10,1,0.1", "2026-10-09,ann,,gpt,azure,1,10,1,0.1");
        home.night();

        assertThat(home.ledger()).containsExactly("2026-10-01 loaded final 1", "2026-10-09 loaded provisional 1");
        assertThat(home.night().broughtThings()).containsExactly("1 day of the usage feed with 1 row");
        home.setClock("2026-10-13T03:00:00Z");
        assertThat(home.night().broughtThings()).containsExactly("1 day of the usage feed with 1 row");
        assertThat(home.ledger()).containsExactly("2026-10-01 loaded final 1", "2026-10-09 loaded final 1");
        assertThat(home.night().broughtThings()).isEmpty();
    }

    @Test
    @Tag("long")
    void aDayThatShrankIsRefusedUntilSomebodySaysThatItIsRight() throws IOException {
        home.write("usage.csv", "2026-10-01,ann,,gpt,azure,5,10,1,0.1", "2026-10-02,ann,,gpt,azure,1,10,1,0.1");
        home.night();
        home.write("usage.csv", "2026-10-02,ann,,gpt,azure,1,10,1,0.1");

        RunResult refused = home.night();
        RunResult againRefused = home.night();
        List<String> before = home.ledger();
        RunResult accepted = home.acceptLower("2026-10-01", "2026-10-01");

        assertThat(refused.outcome()).isEqualTo(RunResult.Outcome.GAPS);
        assertThat(FeedHome.reasons(refused))
                .singleElement()
                .asString()
                .startsWith(
                        "The source shrank: the usage feed now says 0 requests, 0 tokens and $0 for 2026-10-01, less"
                                + " than the 5 requests, 11 tokens and $0.1 loaded before, which stay.")
                .contains("backfill --from 2026-10-01 --to 2026-10-01 --source usage-feed --accept-lower");
        assertThat(FeedHome.reasons(againRefused)).hasSize(1);
        assertThat(before).containsExactly("2026-10-01 loaded final 5 error", "2026-10-02 loaded final 1");
        assertThat(accepted.outcome()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(home.ledger()).containsExactly("2026-10-01 zero final 0", "2026-10-02 loaded final 1");
    }

    @Test
    void twoFilesOfOneDayAreAddedWhereTheyHoldDifferentUsers() throws IOException {
        home.write("one.csv", "2026-10-01,ann,,gpt,azure,1,10,1,0.1");
        home.write("two.csv", "2026-10-01,bob,,gpt,azure,2,20,2,0.2");

        assertThat(home.night().outcome()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(home.ledger()).containsExactly("2026-10-01 loaded final 3");
    }

    @Test
    void twoFilesThatMayHoldTheSameUsageAreNotAdded() throws IOException {
        home.write("one.csv", "2026-10-01,ann,,gpt,azure,1,10,1,0.1", "2026-10-02,ann,,gpt,azure,1,10,1,0.1");
        home.write("two.csv", "2026-10-02,ann,,gpt,azure,2,10,1,0.1");

        RunResult result = home.night();

        assertThat(FeedHome.reasons(result))
                .containsExactly(
                        "%s and %s both hold rows of 2026-10-02 for the same user, key, model and provider (1 such cells), so that usage may be in both. Leave one of them out of meterhouse.usage-feed.files, or tell the rows apart in one of these columns; nothing of the day is loaded."
                                .formatted(home.file("one.csv"), home.file("two.csv")));
        assertThat(home.ledger()).containsExactly("2026-10-01 loaded final 1", "2026-10-02 failed provisional - error");
        Files.delete(home.file("two.csv"));
        assertThat(home.night().outcome()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(home.ledger()).containsExactly("2026-10-01 loaded final 1", "2026-10-02 loaded final 1");
    }

    @Test
    void aFigureThatOnlySomeRowsOfACellTellHasNoSum() throws IOException {
        home.write("usage.csv", "2026-10-01,ann,,gpt,azure,1,10,1,0.1", "2026-10-01,ann,,gpt,azure,2,20,2,");

        assertThat(FeedHome.reasons(home.night()))
                .singleElement()
                .asString()
                .startsWith(
                        "Rows of 2026-10-01 for the same user, key, model and provider tell a figure in one line and not"
                                + " in another (1 such cells)");
    }

    @Test
    void aFileWithoutRowsIsReadOnceAndOneWithoutAHeaderIsAGap() throws IOException {
        Files.writeString(home.file("header.csv"), FeedHome.HEADER);

        assertThat(home.night().outcome()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(home.published("select concat_ws(' ', usage_date, row_count) as line from ops.usage_feed_file"))
                .containsExactly("0");

        Files.writeString(home.file("nothing.csv"), "");

        assertThat(FeedHome.reasons(home.night()))
                .containsExactly(
                        "It is empty; it must begin with a line of column names, also where there is no usage.");
    }

    @Test
    void aTimeIsItsDayInUtcAndATimeWithoutZoneIsNone() throws IOException {
        home.write(
                "usage.csv",
                "2026-10-01T23:30:00-02:00,ann,,gpt,azure,1,10,1,0.1",
                "2026-10-02 00:30:00+02,bob,,gpt,azure,2,10,1,0.1",
                "2026-10-02T00:00:00Z,cid,,gpt,azure,4,10,1,0.1",
                "2026-10-02 00:00:00,dan,,gpt,azure,8,10,1,0.1");
        home.night();

        assertThat(home.ledger()).containsExactly("2026-10-01 loaded final 2", "2026-10-02 loaded final 13");

        home.write("later.csv", "2026-10-03 10:00:00,ann,,gpt,azure,1,10,1,0.1");
        assertThat(FeedHome.reasons(home.night()))
                .singleElement()
                .asString()
                .contains("line 2: day '2026-10-03 10:00:00' is a time without its zone, so its UTC day is unknown");
    }

    @Test
    @Tag("long")
    void aDayThatIsNotOverWaitsForTheNightAfterIt() throws IOException {
        home.write("usage.csv", "2026-10-09,ann,,gpt,azure,1,10,1,0.1", "2026-10-10,ann,,gpt,azure,1,10,1,0.1");
        home.night();
        assertThat(home.ledger()).containsExactly("2026-10-09 loaded provisional 1");

        home.setClock("2026-10-11T03:00:00Z");
        home.night();

        assertThat(home.ledger()).containsExactly("2026-10-09 loaded provisional 1", "2026-10-10 loaded provisional 1");
    }

    @Test
    void textThatIsNotUtf8AndBrokenCompressionAreGaps() throws IOException {
        Files.write(
                home.file("latin.csv"),
                (FeedHome.HEADER + "2026-10-01,J\u00f6rg,,gpt,azure,1,10,1,0.1\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
        Files.write(home.file("torn.csv.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0});

        List<String> reasons = FeedHome.reasons(home.night());

        assertThat(reasons).hasSize(2);
        assertThat(reasons.get(0)).isEqualTo("It is not text in UTF-8; export it anew in that encoding.");
        assertThat(reasons.get(1)).startsWith("It cannot be read to its end: ").endsWith("(EOFException).");
    }

    @Test
    void aRawKeyIsNeverKeptAndMeetsTheHashThatLiteLlmKeepsOfIt() throws IOException {
        String raw = "sk-thisIsTheKeyOfAnn1234567890";
        home.write("usage.csv", "2026-10-01,ann," + raw + ",gpt,azure,1,10,1,0.1");
        home.write("leak.csv", "2026-10-02," + raw + ",,gpt,azure,1,10,1,0.1");

        RunResult result = home.night();

        assertThat(home.published("select api_key_hash as line from marts.usage_feed"))
                .containsExactly(
                        home.published("select sha256('" + raw + "') as line").get(0));
        assertThat(FeedHome.reasons(result))
                .singleElement()
                .asString()
                .contains("user holds what looks like a secret key")
                .doesNotContain(raw);
        assertThat(home.holds(raw)).isFalse();
    }

    @Test
    void aUserIsKnownByTheAddressThatTheDirectoryHas() throws IOException {
        home.written(
                "insert into star.dim_user values (1000, 'u-1', 'Ann', 'Ann@Example.org', null, false, date '0001-01-01', date '9999-12-31', true, false, null, null, null, null) returning user_id as line");
        home.write("usage.csv", "2026-10-01,ann@example.org,,gpt,azure,1,10,1,0.1", "2026-10-01,(unassigned),,,,1,,,");

        home.night();

        assertThat(home.published("select user_id as line from marts.usage_feed order by line"))
                .containsExactly("\\(unassigned)", "u-1");
    }

    @Test
    @Tag("long")
    void aRebuildMakesTheSameFactsWithoutTheFiles() throws IOException {
        home.write("usage.csv", "2026-10-01,ann,,gpt,azure,1,10,1,0.1", "2026-10-02,ann,,gpt,azure,,10,1,");
        home.write("more.csv", "2026-10-01,bob," + HASH + ",gpt,azure,2,20,2,0.000000000002");
        home.night();
        home.write("more.csv", "2026-10-01,bob," + HASH + ",gpt,azure,3,20,2,0.000000000002");
        home.night();
        List<String> facts = home.facts();
        List<String> ledger = home.ledger();
        Files.delete(home.file("usage.csv"));
        Files.delete(home.file("more.csv"));

        assertThat(home.rebuild().outcome()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(home.facts()).isEqualTo(facts);
        assertThat(home.ledger()).isEqualTo(ledger);

        Files.delete(home.warehouse().home().warehouseFile());
        home.configure(UsageFeedProperties.notConfigured());

        assertThat(home.rebuild().outcome()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(home.facts()).isEqualTo(facts);
        assertThat(home.ledger()).isEqualTo(ledger);
        assertThat(home.published("select distinct feed_name as line from star.fact_usage_feed_daily"))
                .containsExactly("other");
    }

    @Tag("long")
    @Test
    void filesAreReadAgainWhenOtherColumnsAreNamed() throws IOException {
        home.write("usage.csv", "2026-10-01,ann,,gpt,azure,1,10,1,0.1");
        home.configure(FeedHome.files(Map.of("cost-usd", "")));
        home.night();
        assertThat(home.facts()).containsExactly("2026-10-01 ann (no key) gpt azure 1 10 1 11 -");

        home.configure(FeedHome.files(Map.of()));
        home.night();

        assertThat(home.facts()).containsExactly("2026-10-01 ann (no key) gpt azure 1 10 1 11 0.100000000000");
    }

    @Test
    void tokensThatDoNotAddUpAreWrong() throws IOException {
        home.configure(
                FeedHome.files(Map.of("total-tokens", "total", "user", "", "key", "", "model", "", "provider", "")));
        Files.writeString(
                home.file("usage.csv"),
                "day,requests,prompt_tokens,completion_tokens,total,cost_usd\n2026-10-01,1,10,1,12,0.1\n");

        assertThat(FeedHome.reasons(home.night()))
                .singleElement()
                .asString()
                .contains("line 2: total 12 is not 10 prompt and 1 completion tokens");
    }

    @Test
    void anotherNameOfTheFeedIsRefused() throws IOException {
        home.write("usage.csv", "2026-10-01,ann,,gpt,azure,1,10,1,0.1");
        home.night();
        home.configure(new UsageFeedProperties("another", List.of("*.csv"), null, null, null, null, Map.of(), "USD"));

        RunResult result = home.night();

        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.REFUSED);
        assertThat(result.error())
                .startsWith(
                        "This warehouse holds a usage feed of the name 'other' and meterhouse.usage-feed.name is 'another'");
    }

    @Tag("long")
    @Test
    void aBackfillTakesOnlyItsRangeAndTheNextNightTheRest() throws IOException {
        home.write("usage.csv", "2026-10-01,ann,,gpt,azure,1,10,1,0.1", "2026-10-02,ann,,gpt,azure,1,10,1,0.1");
        home.night();
        home.write("usage.csv", "2026-10-01,ann,,gpt,azure,2,10,1,0.1", "2026-10-02,ann,,gpt,azure,2,10,1,0.1");

        home.backfill("2026-10-01", "2026-10-01");
        assertThat(home.ledger()).containsExactly("2026-10-01 loaded final 2", "2026-10-02 loaded final 1");

        home.night();
        assertThat(home.ledger()).containsExactly("2026-10-01 loaded final 2", "2026-10-02 loaded final 2");
    }
}
