package io.meterhouse.jobs.accesslogs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The quick way to an endpoint leads where the whole one does. */
class PlainPathTests {

    private final PlainPath plainPath = new PlainPath();

    @Property(tries = 20_000)
    void anEndpointIsTheOneOfTheWholeWay(@ForAll("targets") String target) {
        String quick = quick(target);

        if (quick != null) {
            assertThat(quick).isEqualTo(whole(target));
        }
        assertThat(quick != null).isEqualTo(isPlain(target));
    }

    @Example
    void everyKindOfNameOfOneThingIsReplaced() {
        assertThat(quick("/api//users/42/?q=1")).isEqualTo("/api/users/{id}");
        assertThat(quick("/a/0123456789ab/ABCDEFABCDEF/0123456789a#x")).isEqualTo("/a/{id}/{id}/0123456789a");
        assertThat(quick("/f/11111111-1111-4222-8333-444455556666/x;v=1")).isEqualTo("/f/{id}/x");
        assertThat(quick("/u/jane@example.com")).isEqualTo("/u/{id}");
        assertThat(quick("/k/sk-abc12/sk-abc123/sk_abcdef/team-a1b2c3")).isEqualTo("/k/sk-abc12/{id}/sk_abcdef/{id}");
        assertThat(quick("/m/abcdefghijklmnopqrs1/abcdefghijklmnopqr1/abcdefghijklmnopqrstu"))
                .isEqualTo("/m/{id}/abcdefghijklmnopqr1/abcdefghijklmnopqrstu");
        assertThat(quick("/l/" + "a.".repeat(32) + "/" + "a.".repeat(32) + "a"))
                .isEqualTo("/l/" + "a.".repeat(32) + "/{id}");
        assertThat(quick("/")).isEqualTo("/");
        assertThat(quick("//?")).isEqualTo("/");
    }

    @Example
    void secretsAndAddressesAreNamesOfOneThing() {
        assertThat(quick("/bot110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/sendMessage"))
                .isEqualTo("/{id}/sendMessage");
        assertThat(quick("/hosts/203.0.113.77/status")).isEqualTo("/hosts/{id}/status");
        assertThat(quick("/hosts/203.0.113.77:8080/1.2.3/2.0.0.1.5")).isEqualTo("/hosts/{id}/1.2.3/2.0.0.1.5");
        assertThat(quick("/hosts/2001:db8::1/[::1]:443/a:1")).isEqualTo("/hosts/{id}/{id}/a:1");
        assertThat(quick("/reset/key=hunter2+hunter3~z")).isEqualTo("/reset/{id}");
        assertThat(quick("/v1/getUserStatusOfEachDay/abcdefghijklmnopqrstuvwx"))
                .isEqualTo("/v1/getUserStatusOfEachDay/abcdefghijklmnopqrstuvwx");
    }

    @Example
    void aQueryBehindAnEncodedMarkIsLeftOut() {
        assertThat(whole("/v1/models%3Fapi_key=hunter2secret")).isEqualTo("/v1/models");
        assertThat(whole("/v1/models%23pw/x")).isEqualTo("/v1/models");
        assertThat(whole("/v1/%3bpw=hunter2/x")).isEqualTo("/v1");
        assertThat(whole("/%3fpw")).isEqualTo("/");
        assertThat(whole("/v1/models%253Fapi_key=hunter2")).isEqualTo("/v1/{id}");
        assertThat(whole("/hosts/fe80::1%25eth0/x")).isEqualTo("/hosts/{id}/x");
        assertThat(whole("/r%C3%A9sum%C3%A9/100%25")).isEqualTo("/résumé/100%");
    }

    private String quick(String target) {
        byte[] line = ("x" + target + "x").getBytes(UTF_8);
        int length = plainPath.read(line, 1, line.length - 1);
        return length == PlainPath.UNUSUAL ? null : new String(plainPath.endpoint(), 0, length, UTF_8);
    }

    private static String whole(String target) {
        byte[] bytes = target.getBytes(UTF_8);
        return EndpointPath.of(bytes, 0, bytes.length);
    }

    private static boolean isPlain(String target) {
        String path = target.split("[?#;]", 2)[0];
        return path.startsWith("/")
                && path.chars().allMatch(next -> next >= ' ' && next < 0x7f && next != '%')
                && !whole(target).endsWith("…");
    }

    @Provide
    Arbitrary<String> targets() {
        Arbitrary<String> words = Arbitraries.of(
                "v1",
                "chat",
                "completions",
                "a b",
                "..",
                "",
                "{id}",
                "api.v2",
                "sk-",
                "msg_a1b2c3",
                "user-42",
                "team-12345a",
                "résumé",
                "%41",
                "%zz");
        Arbitrary<String> numbers = Arbitraries.strings().numeric().ofMaxLength(14);
        Arbitrary<String> hexadecimal = Arbitraries.strings()
                .withChars("0123456789abcdefABCDEF")
                .ofMinLength(10)
                .ofMaxLength(34);
        Arbitrary<String> mixed = Arbitraries.strings()
                .withChars("abcxyzABC0123_-")
                .ofMinLength(4)
                .ofMaxLength(24);
        Arbitrary<String> keys = Combinators.combine(
                        Arbitraries.of("sk", "key", "chatcmpl", "thread", "file", "user", "xx", "SK"),
                        Arbitraries.of("-", "_", "."),
                        mixed)
                .as((prefix, separator, rest) -> prefix + separator + rest);
        Arbitrary<String> uuids = Arbitraries.strings()
                .withChars("0123456789abg")
                .ofLength(32)
                .map(digits -> digits.replaceFirst("(.{8})(.{4})(.{4})(.{4})", "$1-$2-$3-$4-"));
        Arbitrary<String> digitUuids = Arbitraries.strings()
                .numeric()
                .ofLength(32)
                .map(digits -> digits.replaceFirst("(.{8})(.{4})(.{4})(.{4})", "$1-$2-$3-$4-"));
        Arbitrary<String> tokens =
                Arbitraries.strings().withChars("aZ1:+=~.").ofMinLength(17).ofMaxLength(23);
        Arbitrary<String> letters =
                Arbitraries.strings().withChars("abcdXYZW.").ofMinLength(18).ofMaxLength(60);
        Arbitrary<String> addresses = Arbitraries.oneOf(
                Arbitraries.strings().withChars("019af.:[]").ofMaxLength(16),
                Combinators.combine(
                                Arbitraries.strings().numeric().ofMaxLength(4),
                                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(3),
                                Arbitraries.of("", ":", ":80", ":80:1", ".7", "x"))
                        .as((first, group, end) -> first + "." + group + ".0." + group + end));
        Arbitrary<String> odd = Arbitraries.strings()
                .withCharRange((char) 1, (char) 0x2fff)
                .withChars("%@?#;/ \u2028")
                .ofMaxLength(8);
        Arbitrary<String> ascii = Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(70);
        Arbitrary<String> segments = Arbitraries.oneOf(
                words, numbers, hexadecimal, mixed, keys, uuids, digitUuids, tokens, letters, addresses, odd, ascii);
        Arbitrary<String> begins = Arbitraries.of("/", "/", "/", "/", "", "*", "http://example.com/", "//");
        return Combinators.combine(
                        begins, segments.list().ofMaxSize(8), Arbitraries.of("", "/", "?a=/b/1", "#x", ";j=1"))
                .as((begin, inside, end) -> begin + String.join("/", inside) + end);
    }
}
