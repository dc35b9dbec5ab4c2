package io.meterhouse.jobs.accesslogs;

import java.util.List;
import java.util.Map;

/**
 * The layouts lines may be in; one file may mix them.
 *
 * @param jsonNames the names of fields in lines that are JSON objects
 * @param format the layout of every other line
 */
record Layouts(Map<Field, List<String>> jsonNames, LogFormat format) {

    Layouts {
        jsonNames = Map.copyOf(jsonNames);
    }

    /** A splitter that shares no state with another. */
    LineSplitter splitter() {
        JsonLine json = new JsonLine(JsonFields.of(jsonNames));
        return (line, from, to, fields) -> {
            int begin = afterMark(line, from, to);
            int object = afterBlanks(line, begin, to);
            return object < to && line[object] == '{'
                    ? json.split(line, object, to, fields)
                    : format.split(line, begin, to, fields);
        };
    }

    /** Behind the mark of UTF-8 with which some programs begin a file. */
    private static int afterMark(byte[] line, int from, int to) {
        boolean isMarked = to - from >= 3
                && line[from] == (byte) 0xef
                && line[from + 1] == (byte) 0xbb
                && line[from + 2] == (byte) 0xbf;
        return isMarked ? from + 3 : from;
    }

    private static int afterBlanks(byte[] line, int from, int to) {
        int position = from;
        while (position < to && (line[position] == ' ' || line[position] == '\t')) {
            position++;
        }
        return position;
    }
}
