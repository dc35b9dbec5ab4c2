package io.meterhouse.jobs.accesslogs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Eight bytes at a time find what one at a time does. */
class ByteScanTests {

    @Property(tries = 5_000)
    void whatIsLookedForIsFoundWhereItIs(@ForAll("texts") String text, @ForAll @IntRange(max = 9) int from) {
        byte[] data = text.getBytes(ISO_8859_1);
        int begin = Math.min(from, data.length);

        assertThat(ByteScan.lineFeed(data, begin, data.length)).isEqualTo(first(data, begin, "\n"));
        assertThat(ByteScan.either(
                        data, begin, data.length, ByteScan.eightTimes((byte) '"'), ByteScan.eightTimes((byte) '\\')))
                .isEqualTo(first(data, begin, "\"\\"));
        assertThat(ByteScan.either(
                        data, begin, data.length, ByteScan.eightTimes((byte) 0xff), ByteScan.eightTimes((byte) 0)))
                .isEqualTo(first(data, begin, "\u00ff\0"));
        assertThat(ByteScan.stringStop(data, begin, data.length)).isEqualTo(first(data, begin, "\"\\" + controls()));
        assertThat(ByteScan.isPlain(data, 0, data.length))
                .isEqualTo(text.chars().allMatch(next -> next > 0 && next < 0x80));
        assertThat(ByteScan.lineFeeds(data, 0, data.length))
                .isEqualTo(text.chars().filter(next -> next == '\n').count());
    }

    private static int first(byte[] data, int from, String wanted) {
        int position = from;
        while (position < data.length && wanted.indexOf(data[position] & 0xff) < 0) {
            position++;
        }
        return position;
    }

    private static String controls() {
        StringBuilder controls = new StringBuilder();
        for (char next = 0; next < ' '; next++) {
            controls.append(next);
        }
        return controls.toString();
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<Character> usual = Arbitraries.chars().range('!', '~');
        Arbitrary<Character> any = Arbitraries.chars().range((char) 0, (char) 0xff);
        Arbitrary<Character> near =
                Arbitraries.of('"', '\\', '\n', '!', ' ', '#', '[', ']', '\u0080', '\u00a2', '\u001f');
        return Arbitraries.oneOf(usual, usual, usual, any, near)
                .list()
                .ofMaxSize(40)
                .map(characters -> {
                    StringBuilder text = new StringBuilder();
                    characters.forEach(text::append);
                    return text.toString();
                });
    }
}
