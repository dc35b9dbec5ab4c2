package io.meterhouse.jobs.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.erasure.ErasureList.Replaced;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErasedTextsTests {

    private static final String PERSON = "erased-0123456789abcdef";

    @TempDir
    Path landing;

    private ErasureList list;
    private ErasedTexts texts;

    @BeforeEach
    void erase() {
        list = new ErasureList(landing);
        texts = list.with(List.of(
                new Replaced("zoë.ångström@example.org", PERSON + "@erased.invalid"),
                new Replaced("Zoë Ångström", PERSON),
                new Replaced("u-17", PERSON + "-2")));
    }

    @Test
    void anAddressGoesFromAnyTextInAnySpelling() {
        assertThat(texts.inValue("zoë.ångström@example.org")).isEqualTo(PERSON + "@erased.invalid");
        assertThat(texts.inValue("ZOË.ÅNGSTRÖM@EXAMPLE.ORG")).isEqualTo(PERSON + "@erased.invalid");
        assertThat(texts.inValue("/user/info?user_id=zo%C3%AB.%C3%A5ngstr%C3%B6m%40example.org&page=1"))
                .isEqualTo("/user/info?user_id=" + PERSON + "@erased.invalid&page=1");
        assertThat(texts.inProse("'zo\\u00eb.\\u00E5ngstr\\u00f6m@example.org' is unknown"))
                .isEqualTo("'" + PERSON + "@erased.invalid' is unknown");
    }

    @Test
    void anAddressIsNotTheEndOfALongerOne() {
        String longer = "ann.zoë.ångström@example.org";
        assertThat(texts.inValue(longer)).isEqualTo(longer);
        assertThat(texts.inProse("refused " + longer)).isEqualTo("refused " + longer);
        assertThat(texts.inProse("From zoë.ångström@example.org. To"))
                .isEqualTo("From " + PERSON + "@erased.invalid. To");
    }

    @Test
    void aNameGoesHoweverItsAccentsAreWritten() {
        assertThat(texts.inValue("Laptop of Zoe Angstrom")).isEqualTo("Laptop of " + PERSON);
        assertThat(texts.inValue("Zoe\u0308 A\u030angstro\u0308m")).isEqualTo(PERSON);
        assertThat(texts.inValue("zoe-angstrom-notebook")).isEqualTo(PERSON + "-notebook");
        assertThat(texts.inValue("Zoe Angstroms")).isEqualTo("Zoe Angstroms");
    }

    @Test
    void aShortIdGoesWhereItIsTheValueAndFromSentencesButNotFromOtherNames() {
        assertThat(texts.inValue("u-17")).isEqualTo(PERSON + "-2");
        assertThat(texts.inValue("gpu-17")).isEqualTo("gpu-17");
        assertThat(texts.inValue("rack u-17 left")).isEqualTo("rack u-17 left");
        assertThat(texts.inProse("LiteLLM refused user u-17.")).isEqualTo("LiteLLM refused user " + PERSON + "-2.");
    }

    @Test
    void anIdThatIsANumberGoesWhereItIsTheValueAndFromNoSentenceOrDate() {
        ErasedTexts numbers = list.with(List.of(new Replaced("12", PERSON), new Replaced("20261122", PERSON + "-2")));

        assertThat(numbers.inValue("12")).isEqualTo(PERSON);
        assertThat(numbers.inJson("{\"user_id\":\"20261122\",\"date\":\"2026-09-12\"}"))
                .isEqualTo("{\"user_id\":\"" + PERSON + "-2\",\"date\":\"2026-09-12\"}");
        String told = "2026-09-12T10:12:00Z 12 days were loaded in 12 s by the run 20261122 T";
        assertThat(numbers.inProse(told)).isEqualTo(told);
        assertThat(numbers.inValue(told)).isEqualTo(told);
    }

    @Test
    void aFileIsReadInPiecesAsItWouldBeReadWhole() throws IOException {
        String told =
                "2026-11-22 WARN Zoë\nÅngström, ann.zoë.ångström@example.org and zo%C3%AB.%C3%A5ngstr%C3%B6m%40example.org\n"
                        + "=".repeat(70_000) + "\nu-17 and the gpu-17; Zoe Angstrom's ";
        for (int shift = 0; shift < 150; shift++) {
            String text = "x".repeat(shift % 30) + " " + "-".repeat((1 << 16) - shift) + told.repeat(2);
            StringWriter kept = new StringWriter();

            texts.inProse(new StringReader(text), kept);

            assertThat(kept).hasToString(texts.inProse(text));
        }
        assertThat(texts.areIn(new StringReader(told))).isTrue();
        assertThat(texts.areIn(told)).isTrue();
        assertThat(texts.areIn(new StringReader("Zoë Ångströms " + "=".repeat(1 << 17))))
                .isFalse();
    }

    @Test
    void aListFromBeforeFirstWordsWereKnownFindsTheSame() throws IOException {
        list.write(texts);
        Path file = landing.resolve("erased-persons.json");
        Files.writeString(file, Files.readString(file).replaceAll(",\\s*\"firstWord\" : \"[0-9a-f]{4}\"", ""));

        ErasedTexts read = list.read();

        assertThat(read.isSameAs(texts)).isFalse();
        assertThat(read.inValue("Laptop of Zoe Angstrom")).isEqualTo("Laptop of " + PERSON);
        assertThat(list.with(List.of(new Replaced("Bo Berg", PERSON + "-3"))).inProse("Zoë Ångström and Bo Berg"))
                .isEqualTo(PERSON + " and " + PERSON + "-3");
    }

    @Test
    void jsonKeepsEveryOtherByte() {
        assertThat(texts.inJson(
                        "{ \"spend\": 1.10e-7, \"entities\": {\"u-17\": {\"n\":  1.0}}, \"team\": \"zo\\u00eb\" }"))
                .isEqualTo("{ \"spend\": 1.10e-7, \"entities\": {\"" + PERSON
                        + "-2\": {\"n\":  1.0}}, \"team\": \"zo\\u00eb\" }");
    }

    @Test
    void whoIsKnownByIdLosesOtherNamesTooAndNobodyElseDoes() {
        assertThat(texts.inJson(
                        "[{\"user_alias\":\"Zed\",\"user_email\":\"new@example.org\",\"user_id\":\"u-17\",\"user_role\":\"admin\"},"
                                + "{\"user_alias\":\"Zed\",\"user_id\":\"u-18\"}]"))
                .isEqualTo("[{\"user_alias\":\"" + PERSON + "\",\"user_email\":\"" + PERSON
                        + "@erased.invalid\",\"user_id\":\"" + PERSON
                        + "-2\",\"user_role\":\"admin\"},{\"user_alias\":\"Zed\",\"user_id\":\"u-18\"}]");
        assertThat(texts.inJson("{\"user_id\":\"u-17\",\"name\":\"notebook key\"}"))
                .isEqualTo("{\"user_id\":\"" + PERSON + "-2\",\"name\":\"notebook key\"}");
    }

    @Test
    void aFirstAndALastNameBecomeOnePseudonym() {
        assertThat(texts.inJson("{\"id\":\"u-17\",\"firstName\":\"Zed\",\"lastName\":\"Brown\"}"))
                .isEqualTo("{\"id\":\"" + PERSON + "-2\",\"firstName\":\"" + PERSON + "\",\"lastName\":\"\"}");
    }

    @Test
    void theListOutlivesTheProgramAndNamesNobody() throws IOException {
        list.write(texts);

        ErasedTexts read = new ErasureList(landing).read();
        assertThat(read.isSameAs(texts)).isTrue();
        assertThat(read.pseudonymOf("U-17")).contains(PERSON + "-2");
        assertThat(read.pseudonymOf("u-18")).isEmpty();
        try (Stream<Path> files = Files.list(landing)) {
            for (Path file : files.toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                                .toLowerCase(java.util.Locale.ROOT))
                        .doesNotContain("ngstr", "u-17");
            }
        }
    }

    @Test
    void aPersonsPseudonymsBeginAlikeAndAddressesLookLikeAddresses() {
        Pseudonym person = Pseudonym.random(new SecureRandom());

        assertThat(person.text()).matches("erased-[0-9a-f]{16}");
        assertThat(person.spelling(2, "u-17")).isEqualTo(person.text() + "-2");
        assertThat(person.spelling(1, "a@b.c")).isEqualTo(person.address());
        assertThat(Pseudonym.in(person.spelling(3, "a@b.c"))).contains(person);
        assertThat(Pseudonym.in("erased-0123")).isEmpty();
    }
}
