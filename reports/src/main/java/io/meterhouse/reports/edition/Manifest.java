package io.meterhouse.reports.edition;

import io.meterhouse.reports.Format;
import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.UsageFilter;
import io.meterhouse.reports.files.ByteOrderMark;
import io.meterhouse.reports.files.FileShape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an edition says of itself.
 *
 * @param report name of the report
 * @param request what was asked for
 * @param shape how files were written
 * @param generatedAt when
 * @param files the documents and the rows that they were made of
 */
record Manifest(String report, ReportRequest request, FileShape shape, Instant generatedAt, List<Entry> files) {

    /**
     * A file of the edition.
     *
     * @param name with the folder inside of the edition
     * @param sha256 its checksum when it was written
     */
    record Entry(String name, String sha256) {}

    /**
     * Reads the manifest of a folder.
     *
     * @throws UncheckedIOException when there is none, or it is not one of a report that keeps its rows
     */
    static Manifest of(Path folder) {
        Path file = folder.resolve(Edition.MANIFEST);
        try {
            return read(JsonMapper.shared().readTree(Files.readAllBytes(file)));
        } catch (IOException | JacksonException | IllegalArgumentException | java.time.DateTimeException unreadable) {
            throw new UncheckedIOException(
                    "%s cannot be read (%s). Give the folder of one edition that keeps its rows, for example reports/finance/2026-09-01_2026-09-30/everyone/v1 in the home."
                            .formatted(file, unreadable.getMessage()),
                    new IOException(unreadable));
        }
    }

    private static Manifest read(JsonNode content) {
        List<Entry> files = new ArrayList<>();
        Set<Format> formats = EnumSet.noneOf(Format.class);
        for (JsonNode file : content.path("files")) {
            Entry entry = entry(file);
            files.add(entry);
            for (Format format : Format.values()) {
                if (entry.name().endsWith(format.ending())) {
                    formats.add(format);
                }
            }
        }
        for (JsonNode file : content.path("rows")) {
            files.add(entry(file));
        }
        Set<String> without = new TreeSet<>();
        content.path("without").forEach(section -> without.add(section.asString("")));
        List<String> restrictions = new ArrayList<>();
        content.path("filter").forEach(restriction -> restrictions.add(restriction.asString("")));
        return new Manifest(
                text(content, "report"),
                new ReportRequest(
                        LocalDate.parse(text(content, "from")),
                        LocalDate.parse(text(content, "to")),
                        UsageFilter.parse(restrictions),
                        formats,
                        Locale.forLanguageTag(text(content, "language"))),
                new FileShape(
                        Integer.parseInt(text(content, "most_rows")),
                        ByteOrderMark.valueOf(
                                text(content, "csv_byte_order_mark").toUpperCase(Locale.ROOT)),
                        without),
                Instant.parse(text(content, "generated_at")),
                files);
    }

    private static Entry entry(JsonNode file) {
        return new Entry(text(file, "name"), text(file, "sha256"));
    }

    private static String text(JsonNode node, String name) {
        String text = node.path(name).asString("");
        if (text.isEmpty()) {
            throw new IllegalArgumentException("it does not say '%s'".formatted(name));
        }
        return text;
    }
}
