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
        return (line, from, to, fields) -> (line[from] == '{' ? json : format).split(line, from, to, fields);
    }
}
