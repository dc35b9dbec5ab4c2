package io.meterhouse.reports.files;

import io.meterhouse.reports.document.Document;
import io.meterhouse.reports.document.Kind;
import io.meterhouse.reports.document.Line;
import io.meterhouse.reports.document.Masthead;
import io.meterhouse.reports.document.Remark;
import io.meterhouse.reports.document.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The tables of a document as JSON, with what must be known of them. Keys are the same in every language. */
public final class JsonFile {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .defaultPrettyPrinter(new DefaultPrettyPrinter())
            .build();

    private JsonFile() {}

    /**
     * Writes every line of every table.
     *
     * @param filters what the figures are restricted to, each {@code dimension=value}
     * @throws UncheckedIOException when the file cannot be written
     */
    public static void write(Document document, List<String> filters, Path file) {
        try (JsonGenerator json = JSON.createGenerator(file.toFile(), tools.jackson.core.JsonEncoding.UTF8)) {
            json.writeStartObject();
            about(document, filters, json);
            json.writeObjectPropertyStart("data");
            for (Table table : document.tables()) {
                json.writeArrayPropertyStart(table.name());
                for (Line line : table.lines()) {
                    json.writeStartObject();
                    for (int i = 0; i < table.columns().size(); i++) {
                        json.writeName(table.columns().get(i).name());
                        write(json, table.columns().get(i).kind(), line.cells().get(i));
                    }
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (JacksonException cannotWrite) {
            throw new UncheckedIOException(
                    "Cannot write %s: %s".formatted(file, cannotWrite.getMessage()), new IOException(cannotWrite));
        }
    }

    private static void about(Document document, List<String> filters, JsonGenerator json) {
        Masthead masthead = document.masthead();
        json.writeStringProperty("exportedAt", masthead.generatedAt().toString());
        json.writeStringProperty("type", masthead.report());
        json.writeArrayPropertyStart("filters");
        filters.forEach(json::writeString);
        json.writeEndArray();
        json.writeObjectPropertyStart("period");
        json.writeStringProperty("from", masthead.from().toString());
        json.writeStringProperty("to", masthead.to().toString());
        json.writeStringProperty("zone", "UTC");
        json.writeEndObject();
        json.writeStringProperty("finality", masthead.finality().name().toLowerCase(Locale.ROOT));
        json.writeStringProperty("snapshot", masthead.snapshotId());
        json.writeStringProperty("run", masthead.runId());
        json.writeArrayPropertyStart("status");
        masthead.status().stream().map(Remark::text).forEach(json::writeString);
        json.writeEndArray();
        json.writeNumberProperty(
                "recordCount",
                document.tables().stream()
                        .mapToLong(table -> table.lines().size())
                        .sum());
        json.writeObjectPropertyStart("truncated");
        document.tables().stream().filter(table -> table.omitted() > 0).forEach(table -> {
            json.writeObjectPropertyStart(table.name());
            json.writeNumberProperty("written", table.lines().size());
            json.writeNumberProperty("of", table.lines().size() + table.omitted());
            json.writeEndObject();
        });
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Kind kind, @Nullable Object value) {
        if (value == null) {
            json.writeNull();
            return;
        }
        switch (kind) {
            case COUNT -> json.writeNumber((Long) value);
            case MONEY, UNIT_PRICE, SHARE, RATE, CHANGE, NUMBER, DURATION -> json.writeNumber((BigDecimal) value);
            case FLAG -> json.writeBoolean((Boolean) value);
            case TEXT, DAY, MOMENT -> json.writeString(value.toString());
        }
    }
}
