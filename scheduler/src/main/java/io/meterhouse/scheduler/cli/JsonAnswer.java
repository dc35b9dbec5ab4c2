package io.meterhouse.scheduler.cli;

import io.meterhouse.warehouse.Answer;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** Prints an answer as an array of objects, a row at a time; numbers and truths stay what they are. */
final class JsonAnswer implements Answer {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private final PrintStream out;
    private final JsonGenerator json;
    private final List<String> names = new ArrayList<>();

    JsonAnswer(PrintStream out) {
        this.out = out;
        this.json = JSON.writerWithDefaultPrettyPrinter().createGenerator(out);
    }

    @Override
    public void columns(List<String> columns) {
        for (String column : columns) {
            names.add(unused(column, columns));
        }
        json.writeStartArray();
    }

    /** An object cannot have one name twice, and a query may. */
    private String unused(String column, List<String> columns) {
        String name = column;
        for (int number = 2; names.contains(name) || (number > 2 && columns.contains(name)); number++) {
            name = column + "_" + number;
        }
        return name;
    }

    @Override
    public void row(List<@Nullable Object> values) {
        json.writeStartObject();
        for (int i = 0; i < names.size(); i++) {
            json.writeName(names.get(i));
            json.writePOJO(values.get(i));
        }
        json.writeEndObject();
    }

    @Override
    public void end() {
        json.writeEndArray();
        json.close();
        out.println();
    }
}
