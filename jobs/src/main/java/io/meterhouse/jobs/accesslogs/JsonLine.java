package io.meterhouse.jobs.accesslogs;

import org.jspecify.annotations.Nullable;

/**
 * Lines that are JSON objects, read on bytes.
 *
 * <p>Reads what a log writes nearly always: objects of plain strings, numbers and literals. Whatever is unusual about a line, from an
 * escape in a wanted text to a mistake, is left to {@link JsonLineInFull}, which decides.
 */
final class JsonLine implements LineSplitter {

    private static final int UNUSUAL = -1;

    /** No log nests so deep; reading recurses, and a line may be made to exhaust the stack. */
    private static final int DEEPEST = 64;

    private final JsonFields names;
    private final JsonLineInFull inFull;

    JsonLine(JsonFields names) {
        this.names = names;
        this.inFull = new JsonLineInFull(names);
    }

    @Override
    public @Nullable RejectReason split(byte[] line, int from, int to, LineFields fields) {
        int end = object(line, afterSpace(line, from, to), to, 1, names, fields);
        if (end != UNUSUAL && afterSpace(line, end, to) == to) {
            return null;
        }
        fields.clear();
        return inFull.split(line, from, to, fields);
    }

    /** Reads an object; returns the position behind it. */
    private static int object(byte[] line, int from, int to, int depth, @Nullable JsonFields names, LineFields fields) {
        if (depth > DEEPEST || from >= to || line[from] != '{') {
            return UNUSUAL;
        }
        int position = afterSpace(line, from + 1, to);
        if (position < to && line[position] == '}') {
            return position + 1;
        }
        while (position < to && line[position] == '"') {
            int nameEnd = plainStringEnd(line, position + 1, to);
            if (nameEnd == UNUSUAL) {
                return UNUSUAL;
            }
            JsonFields.Member member = names == null ? null : names.member(line, position + 1, nameEnd);
            position = afterSpace(line, nameEnd + 1, to);
            if (position >= to || line[position] != ':') {
                return UNUSUAL;
            }
            position = value(line, afterSpace(line, position + 1, to), to, depth, member, fields);
            if (position == UNUSUAL) {
                return UNUSUAL;
            }
            position = afterSpace(line, position, to);
            if (position >= to) {
                return UNUSUAL;
            }
            if (line[position] == '}') {
                return position + 1;
            }
            if (line[position] != ',') {
                return UNUSUAL;
            }
            position = afterSpace(line, position + 1, to);
        }
        return UNUSUAL;
    }

    private static int value(
            byte[] line, int from, int to, int depth, JsonFields.@Nullable Member member, LineFields fields) {
        if (from >= to) {
            return UNUSUAL;
        }
        Field field = member == null ? null : member.field();
        byte first = line[from];
        if (first == '"') {
            int end = field == null ? stringEnd(line, from + 1, to) : plainStringEnd(line, from + 1, to);
            if (end == UNUSUAL) {
                return UNUSUAL;
            }
            if (field != null && !fields.has(field)) {
                fields.set(field, line, from + 1, end);
            }
            return end + 1;
        }
        if (first == '{') {
            boolean isWrong = field != null && !field.mayBeAnObject();
            return isWrong
                    ? UNUSUAL
                    : object(line, from, to, depth + 1, member == null ? null : member.inside(), fields);
        }
        if (first == 'n') {
            return literalEnd(line, from, to, "null");
        }
        if (first == 't' || first == 'f') {
            return field != null ? UNUSUAL : literalEnd(line, from, to, first == 't' ? "true" : "false");
        }
        int end = numberEnd(line, from, to);
        if (end == UNUSUAL || (field != null && field.isWords())) {
            return UNUSUAL;
        }
        if (field != null && !fields.has(field)) {
            fields.set(field, line, from, end);
        }
        return end;
    }

    /** The closing quotation mark of a string without escapes. */
    private static int plainStringEnd(byte[] line, int from, int to) {
        int stop = ByteScan.stringStop(line, from, to);
        return stop < to && line[stop] == '"' ? stop : UNUSUAL;
    }

    /** The closing quotation mark of a string nobody wants. */
    private static int stringEnd(byte[] line, int from, int to) {
        int stop = ByteScan.stringStop(line, from, to);
        while (stop < to && line[stop] == '\\') {
            if (stop + 1 == to || "\"\\/bfnrt".indexOf(line[stop + 1]) < 0) {
                return UNUSUAL;
            }
            stop = ByteScan.stringStop(line, stop + 2, to);
        }
        return stop < to && line[stop] == '"' ? stop : UNUSUAL;
    }

    private static int literalEnd(byte[] line, int from, int to, String literal) {
        int end = from + literal.length();
        if (end > to) {
            return UNUSUAL;
        }
        for (int i = 0; i < literal.length(); i++) {
            if (line[from + i] != literal.charAt(i)) {
                return UNUSUAL;
            }
        }
        return end;
    }

    /** The end of a number without exponent. */
    private static int numberEnd(byte[] line, int from, int to) {
        int position = line[from] == '-' ? from + 1 : from;
        int digits = digitsEnd(line, position, to);
        if (digits == position || (line[position] == '0' && digits > position + 1)) {
            return UNUSUAL;
        }
        position = digits;
        if (position < to && line[position] == '.') {
            digits = digitsEnd(line, position + 1, to);
            if (digits == position + 1) {
                return UNUSUAL;
            }
            position = digits;
        }
        return position < to && (line[position] == 'e' || line[position] == 'E') ? UNUSUAL : position;
    }

    private static int digitsEnd(byte[] line, int from, int to) {
        int position = from;
        while (position < to && line[position] >= '0' && line[position] <= '9') {
            position++;
        }
        return position;
    }

    private static int afterSpace(byte[] line, int from, int to) {
        int position = from;
        while (position < to && (line[position] == ' ' || line[position] == '\t' || line[position] == '\r')) {
            position++;
        }
        return position;
    }
}
