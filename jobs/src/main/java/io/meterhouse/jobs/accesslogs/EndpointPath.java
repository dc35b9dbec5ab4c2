package io.meterhouse.jobs.accesslogs;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The path of a request as an endpoint: without query, with a placeholder for everything that names one thing among many.
 *
 * <p>A segment is such a name when it is a number, a UUID, a long hexadecimal or mixed text, an e-mail address, an address of a network or
 * a key. A query behind an encoded question mark is left out as well, and what was encoded twice is shown to nobody.
 */
public final class EndpointPath {

    /** The endpoint of a request whose target is no path. */
    static final String MALFORMED = "(malformed)";

    static final int LONGEST = 200;

    /** What keys and ids of the usual services begin with; a hyphen or an underscore and some characters follow. */
    private static final String PREFIX_WORDS =
            "sk|pk|key|tok|req|chatcmpl|resp|file|batch|thread|asst|run|msg|user|usr|org|proj|team";

    static final List<byte[]> PREFIXES = Stream.of(PREFIX_WORDS.split("\\|"))
            .map(word -> word.getBytes(StandardCharsets.US_ASCII))
            .toList();

    static final int LEAST_BEHIND_PREFIX = 6;

    private static final String PLACEHOLDER = "{id}";
    /** The first alternative keeps every other one to short texts, since some look more than once at each letter. */
    private static final Pattern NAME_OF_ONE_THING = Pattern.compile("(?s)"
            + String.join(
                    "|",
                    ".{65,}",
                    "\\d+",
                    "[0-9a-fA-F]{12,}",
                    "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
                    ".*@.*",
                    "(%s)[-_](?=.*\\d)[\\w-]{%d,}".formatted(PREFIX_WORDS, LEAST_BEHIND_PREFIX),
                    "(?=.*\\d)(?=.*[a-zA-Z])[\\w-]{20,}",
                    "(?=.*\\d)(?=.*[:+=~]).{20,}",
                    "\\d{1,3}(\\.\\d{1,3}){3}(:\\d+)?",
                    "[0-9a-fA-F.:\\[\\]]*:[0-9a-fA-F.\\[\\]]*:[0-9a-fA-F.:\\[\\]]*(%.*)?",
                    ".*%[0-9a-fA-F]{2}.*"));

    private static final Pattern ORIGIN = Pattern.compile("(?i)https?://[^/?#]*");

    private EndpointPath() {}

    /** The endpoint of a target as the request line or the log's path field has it. */
    static String of(byte[] data, int from, int to) {
        return of(new String(data, from, to - from, StandardCharsets.UTF_8));
    }

    /** The endpoint of a path or of an address. */
    public static String of(String target) {
        String path = target;
        if (!path.startsWith("/")) {
            path = ORIGIN.matcher(path).lookingAt() ? "/" + ORIGIN.matcher(path).replaceFirst("") : path;
        }
        if (path.equals("*")) {
            return path;
        }
        if (!path.startsWith("/")) {
            return MALFORMED;
        }
        StringBuilder endpoint = new StringBuilder();
        for (String segment : withoutQuery(path).split("/")) {
            String meant = PathSegment.decoded(segment).orElse(PLACEHOLDER);
            String name = withoutQuery(meant);
            if (!name.isEmpty()) {
                endpoint.append('/').append(named(name));
            }
            if (name.length() < meant.length()) {
                break;
            }
        }
        if (endpoint.isEmpty()) {
            return "/";
        }
        return endpoint.length() <= LONGEST ? endpoint.toString() : endpoint.substring(0, LONGEST - 1) + "…";
    }

    private static String named(String segment) {
        return NAME_OF_ONE_THING.matcher(segment).matches() ? PLACEHOLDER : segment;
    }

    private static String withoutQuery(String path) {
        for (int i = 0; i < path.length(); i++) {
            char next = path.charAt(i);
            if (next == '?' || next == '#' || next == ';') {
                return path.substring(0, i);
            }
        }
        return path;
    }
}
