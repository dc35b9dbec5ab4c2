package io.meterhouse.jobs.landing;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.erasure.Depth;
import io.meterhouse.jobs.erasure.ErasedTexts;
import io.meterhouse.jobs.erasure.ErasureList;
import io.meterhouse.jobs.erasure.ErasureList.Replaced;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandedPersonsTests {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T03:00:00Z"), ZoneOffset.UTC);
    private static final String PERSON = "erased-0123456789abcdef";

    @TempDir
    Path root;

    private Landing landing;
    private ErasureList list;
    private ErasedTexts erased;

    @BeforeEach
    void list() {
        landing = new Landing(root, CLOCK);
        list = new ErasureList(root);
        erased = list.with(List.of(new Replaced("zoe.angstrom@example.org", PERSON)));
    }

    @Test
    void aFetchIsWrittenAnewWithItsManifestAndNoOtherIsTouched() throws IOException {
        LandedFetch named = land("2026-11-20", "{\"user_id\":\"zoe.angstrom@example.org\",\"spend\":1.10}");
        LandedFetch other = landOf("bob", "2026-11-21", "{\"user_id\":\"bob\"}");

        assertThat(new LandedPersons(root, erased).fetches(Depth.COUNT)).isEqualTo(1);
        assertThat(read("2026-11-20")).contains("zoe.angstrom");
        assertThat(new LandedPersons(root, erased).fetches(Depth.ERASE)).isEqualTo(1);

        assertThat(read("2026-11-20")).isEqualTo("{\"user_id\":\"" + PERSON + "\",\"spend\":1.10} asked for " + PERSON);
        assertThat(newest("2026-11-20").manifest().fetchId())
                .isEqualTo(named.manifest().fetchId());
        assertThat(newest("2026-11-21")).isEqualTo(other);
        assertThat(new LandedPersons(root, erased).fetches(Depth.ERASE)).isZero();
    }

    @Test
    void rowsOfTextAreReadAsRows() throws IOException {
        LandingDraft draft = landing.begin("usage-feed", "2026-11-20");
        draft.addRows(
                "rows",
                Map.of(),
                "feed.csv",
                "user,cost\n\"zoe.angstrom@example.org\",1.10\n".getBytes(StandardCharsets.UTF_8));
        draft.complete("feed", null, null, LandingDraft.Acceptance.GROWING_TOTALS);

        new LandedPersons(root, erased).fetches(Depth.ERASE);

        LandedFetch fetch =
                landing.fetches("usage-feed", "2026-11-20", warning -> {}).get(0);
        assertThat(text(fetch)).isEqualTo("user,cost\n" + PERSON + ",1.10\n");
    }

    @Test
    void aFigureThatIsWrittenLikeAnIdStaysAFigure() throws IOException {
        LandingDraft draft = landing.begin("usage-feed", "2026-11-20");
        draft.addRows("rows", Map.of(), "feed.csv", "user,requests\n12,12\n".getBytes(StandardCharsets.UTF_8));
        draft.complete("feed", null, null, LandingDraft.Acceptance.GROWING_TOTALS);

        new LandedPersons(root, list.with(List.of(new Replaced("12", PERSON)))).fetches(Depth.ERASE);

        LandedFetch fetch =
                landing.fetches("usage-feed", "2026-11-20", warning -> {}).get(0);
        assertThat(text(fetch)).isEqualTo("user,requests\n" + PERSON + ",12\n");
    }

    @Test
    void anErasureThatWasKilledBetweenTwoFoldersIsGoneOnWith() throws IOException {
        land("2026-11-20", "{\"user_id\":\"zoe.angstrom@example.org\"}");
        Path old = newest("2026-11-20").folder();
        Path kept = Files.createDirectory(root.resolve("kept"));
        copy(old, kept);
        new LandedPersons(root, erased).fetches(Depth.ERASE);

        Path anew = old.resolveSibling(old.getFileName() + ".erased");
        Files.move(old, anew);
        assertThat(read("2026-11-20")).as("the new one alone").contains(PERSON);
        Files.createDirectory(old);
        copy(kept, old);
        assertThat(new LandedPersons(root, erased).fetches(Depth.ERASE))
                .as("both")
                .isPositive();

        assertThat(anew).doesNotExist();
        assertThat(read("2026-11-20")).contains(PERSON).doesNotContain("zoe");
    }

    @Test
    void aFetchUnderWayDuringAnErasureLandsWithoutThePerson() throws IOException {
        LandingDraft draft = landing.begin("litellm", "2026-11-20");
        draft.add(
                "page",
                Map.of("user_id", "zoe.angstrom@example.org"),
                "/x",
                "{\"user_id\":\"zoe.angstrom@example.org\"}".getBytes(StandardCharsets.UTF_8));

        list.write(erased);
        assertThat(new LandedPersons(root, erased).fetches(Depth.ERASE)).isEqualTo(1);
        draft.complete("http://gateway", null, null, LandingDraft.Acceptance.GROWING_TOTALS);

        assertThat(read("2026-11-20")).isEqualTo("{\"user_id\":\"" + PERSON + "\"} asked for " + PERSON);
    }

    @Test
    void anAnswerThatAKilledFetchHasCutIsRemovedAndTheRestIsGoneOnWith() throws IOException {
        land("2026-11-20", "{\"user_id\":\"zoe.angstrom@example.org\"}");
        land("2026-11-21", "{\"user_id\":\"zoe.angstrom@example.org\"}");
        Path killed = newest("2026-11-20").folder();
        Files.delete(killed.resolve("manifest.json"));
        Path cut = killed.resolve("answer-00001.json.gz");
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 30));

        assertThat(new LandedPersons(root, erased).fetches(Depth.COUNT)).isEqualTo(2);
        assertThat(cut).exists();
        assertThat(new LandedPersons(root, erased).fetches(Depth.ERASE)).isEqualTo(2);

        assertThat(cut).doesNotExist();
        assertThat(read("2026-11-21")).contains(PERSON).doesNotContain("zoe");
    }

    private LandedFetch land(String day, String body) {
        return landOf("zoe.angstrom@example.org", day, body);
    }

    private LandedFetch landOf(String user, String day, String body) {
        LandingDraft draft = landing.begin("litellm", day);
        draft.add("page", Map.of("user_id", user), "/x", body.getBytes(StandardCharsets.UTF_8));
        return draft.complete("http://gateway", null, null, LandingDraft.Acceptance.GROWING_TOTALS);
    }

    private LandedFetch newest(String day) {
        return landing.fetches("litellm", day, warning -> {}).get(0);
    }

    private String read(String day) throws IOException {
        LandedFetch fetch = newest(day);
        return text(fetch) + " asked for "
                + fetch.manifest().answers().get(0).parameters().get("user_id");
    }

    private static String text(LandedFetch fetch) throws IOException {
        try (InputStream body = fetch.open(fetch.manifest().answers().get(0))) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
