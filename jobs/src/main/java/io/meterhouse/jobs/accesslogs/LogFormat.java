package io.meterhouse.jobs.accesslogs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A layout of lines as nginx's {@code log_format} writes it: variables and the text between them.
 *
 * <p>A variable reaches up to the text behind it. Between quotation marks a backslash takes the meaning from the next character.
 */
final class LogFormat implements LineSplitter {

    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)}|(\\w+))");

    private static final Map<String, Field> FIELDS = Map.ofEntries(
            Map.entry("remote_addr", Field.CLIENT),
            Map.entry("remote_user", Field.USER),
            Map.entry("time_local", Field.TIME),
            Map.entry("time_iso8601", Field.TIME),
            Map.entry("msec", Field.TIME),
            Map.entry("request", Field.REQUEST),
            Map.entry("request_method", Field.METHOD),
            Map.entry("request_uri", Field.PATH),
            Map.entry("uri", Field.PATH),
            Map.entry("status", Field.STATUS),
            Map.entry("body_bytes_sent", Field.RESPONSE_BYTES),
            Map.entry("bytes_sent", Field.RESPONSE_BYTES),
            Map.entry("request_time", Field.DURATION_SECONDS),
            Map.entry("http_user_agent", Field.AGENT));

    /** What Apache and nginx write by default, Apache's shorter common layout, and nginx's with the request time behind it. */
    static final LogFormat COMBINED = new LogFormat(
            "$remote_addr $remote_logname $remote_user [$time_local] \"$request\" $status $body_bytes_sent \"$http_referer\" \"$http_user_agent\" $request_time",
            Ending.MAY_BE_SHORTER_OR_LONGER);

    private enum Ending {
        AS_WRITTEN,
        MAY_BE_SHORTER_OR_LONGER
    }

    /**
     * A variable and the text that ends it; no field when nothing is wanted of it. The stops are bytes, eight times each, at which its end
     * has to be looked for: where that text begins, and between quotation marks the backslash.
     */
    private record Part(@Nullable Field field, byte[] behind, Quotes quotes, long stops, long otherStops) {

        Part(@Nullable Field field, byte[] behind, Quotes quotes) {
            this(
                    field,
                    behind,
                    quotes,
                    ByteScan.eightTimes(first(behind)),
                    ByteScan.eightTimes(quotes == Quotes.AROUND ? (byte) '\\' : first(behind)));
        }

        private static byte first(byte[] behind) {
            return behind.length == 0 ? 0 : behind[0];
        }
    }

    private enum Quotes {
        NONE,
        AROUND
    }

    private final byte[] before;
    private final Part[] parts;
    private final Ending ending;

    private LogFormat(String format, Ending ending) {
        this.ending = ending;
        List<Part> found = new ArrayList<>();
        Matcher variable = VARIABLE.matcher(format);
        int end = 0;
        String text = "";
        Field field = null;
        while (variable.find()) {
            String behind = format.substring(end, variable.start());
            if (end > 0) {
                found.add(part(field, text, behind));
            }
            text = behind;
            String name = variable.group(1) == null ? variable.group(2) : variable.group(1);
            field = FIELDS.get(name);
            end = variable.end();
        }
        found.add(part(field, text, format.substring(end)));
        parts = found.toArray(Part[]::new);
        int first = format.indexOf('$');
        before = format.substring(0, Math.max(first, 0)).getBytes(StandardCharsets.UTF_8);
    }

    private static Part part(@Nullable Field field, String before, String behind) {
        Quotes quotes = before.endsWith("\"") && behind.startsWith("\"") ? Quotes.AROUND : Quotes.NONE;
        return new Part(field, behind.getBytes(StandardCharsets.UTF_8), quotes);
    }

    /**
     * A layout as configured.
     *
     * @param format the text of nginx's {@code log_format}, without its name and quotation marks
     * @throws IllegalArgumentException when a line of it would not tell time, path and status, or two variables touch
     */
    static LogFormat of(String format) {
        LogFormat layout = new LogFormat(format, Ending.AS_WRITTEN);
        List<Field> said = new ArrayList<>();
        for (int i = 0; i < layout.parts.length; i++) {
            Part part = layout.parts[i];
            if (part.field() != null) {
                said.add(part.field());
            }
            if (part.behind().length == 0 && i < layout.parts.length - 1) {
                throw new IllegalArgumentException(
                        "it has two variables with nothing between them, so nobody can tell where the first ends");
            }
        }
        if (!said.contains(Field.TIME)) {
            throw new IllegalArgumentException("it has no $time_local, $time_iso8601 or $msec");
        }
        if (!said.contains(Field.REQUEST) && !said.contains(Field.PATH)) {
            throw new IllegalArgumentException("it has no $request, $request_uri or $uri");
        }
        if (!said.contains(Field.STATUS)) {
            throw new IllegalArgumentException("it has no $status");
        }
        return layout;
    }

    @Override
    public @Nullable RejectReason split(byte[] line, int from, int to, LineFields fields) {
        if (!startsWith(line, from, to, before)) {
            return RejectReason.UNKNOWN_LAYOUT;
        }
        int position = from + before.length;
        for (Part part : parts) {
            int end = endOf(part, line, position, to);
            boolean isLast = end < 0;
            if (isLast) {
                end = lastEnd(part, line, position, to);
                if (end < 0) {
                    return RejectReason.UNKNOWN_LAYOUT;
                }
            }
            if (part.field() != null && (part.field() != Field.DURATION_SECONDS || isSaid(line, position, end))) {
                fields.set(part.field(), line, position, end);
            }
            if (isLast) {
                return isEnough(fields) ? null : RejectReason.UNKNOWN_LAYOUT;
            }
            position = end + part.behind().length;
        }
        return position == to ? null : RejectReason.UNKNOWN_LAYOUT;
    }

    /** Where the text behind a variable begins; -1 when it does not come. */
    private static int endOf(Part part, byte[] line, int position, int to) {
        byte[] behind = part.behind();
        if (behind.length == 0) {
            return -1;
        }
        boolean isQuoted = part.quotes() == Quotes.AROUND;
        int stop = ByteScan.either(line, position, to, part.stops(), part.otherStops());
        while (stop < to) {
            if (startsWith(line, stop, to, behind)) {
                return stop;
            }
            int next = isQuoted && line[stop] == '\\' ? stop + 2 : stop + 1;
            stop = ByteScan.either(line, next, to, part.stops(), part.otherStops());
        }
        return -1;
    }

    /** The end of the variable with which a line ends; -1 when it may not end there. */
    private int lastEnd(Part part, byte[] line, int position, int to) {
        if (ending == Ending.AS_WRITTEN) {
            return part.behind().length == 0 ? to : -1;
        }
        if (part.quotes() == Quotes.AROUND) {
            return to > position && line[to - 1] == '"' ? to - 1 : -1;
        }
        int end = position;
        while (end < to && line[end] != ' ') {
            end++;
        }
        return end;
    }

    /**
     * Whether a line says its request time. Behind the combined layout servers write what they are told to; only a number with a
     * fraction is nginx's request time, a whole one may as well be Apache's microseconds.
     */
    private boolean isSaid(byte[] line, int from, int to) {
        if (ending == Ending.AS_WRITTEN) {
            return true;
        }
        int points = 0;
        for (int i = from; i < to; i++) {
            if (line[i] == '.') {
                points++;
            } else if (line[i] < '0' || line[i] > '9') {
                return false;
            }
        }
        return points == 1;
    }

    /** A line of the combined layout may end early, but never before its size. */
    private boolean isEnough(LineFields fields) {
        return ending == Ending.AS_WRITTEN || fields.has(Field.RESPONSE_BYTES);
    }

    private static boolean startsWith(byte[] line, int from, int to, byte[] text) {
        if (to - from < text.length) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (line[from + i] != text[i]) {
                return false;
            }
        }
        return true;
    }
}
