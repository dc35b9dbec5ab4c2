package io.meterhouse.reports.edition;

import io.meterhouse.reports.Format;
import io.meterhouse.reports.RenderedReport;
import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.UsageFilter;
import io.meterhouse.reports.document.Document;
import io.meterhouse.reports.files.FileShape;
import io.meterhouse.reports.rows.KeptRows;
import io.meterhouse.reports.versions.Checksum;
import io.meterhouse.reports.versions.Draft;
import io.meterhouse.warehouse.WarehouseHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** One version of a report while it is written. */
public final class Edition implements AutoCloseable {

    private static final int SLUG_LENGTH = 60;
    private static final int CHECKSUM_LENGTH = 8;
    private static final Pattern VERSION = Pattern.compile("v\\d+");
    static final String MANIFEST = "manifest.json";
    private static final JsonMapper MANIFESTS =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final String report;
    private final ReportRequest request;
    private final Draft draft;
    private final List<String> names = new ArrayList<>();

    private Edition(String report, ReportRequest request, Draft draft) {
        this.report = report;
        this.request = request;
        this.draft = draft;
    }

    static Edition begin(WarehouseHome home, String report, ReportRequest request) {
        Draft draft = Draft.begin(home.reports().resolve(report), folder(home, report, request));
        return new Edition(report, request, draft);
    }

    /** The snapshots that the complete versions with all the request's formats were made from. */
    public static Set<String> snapshots(WarehouseHome home, String report, ReportRequest request) {
        Path audience = folder(home, report, request);
        if (!Files.isDirectory(audience)) {
            return Set.of();
        }
        Set<String> snapshots = new TreeSet<>();
        try (Stream<Path> versions = Files.list(audience)) {
            for (Path version : versions.toList()) {
                Path manifest = version.resolve(MANIFEST);
                if (VERSION.matcher(version.getFileName().toString()).matches() && Files.exists(manifest)) {
                    JsonNode content = MANIFESTS.readTree(Files.readAllBytes(manifest));
                    if (holds(content, request.formats())) {
                        snapshots.add(content.path("snapshot_id").asString(""));
                    }
                }
            }
        } catch (JacksonException | IOException unreadable) {
            throw new UncheckedIOException(
                    "Cannot read the manifests in %s: %s. Remove the version that is damaged."
                            .formatted(audience, unreadable.getMessage()),
                    new IOException(unreadable));
        }
        return snapshots;
    }

    private static boolean holds(JsonNode manifest, Set<Format> formats) {
        return formats.stream().allMatch(format -> {
            return manifest.path("files").values().stream()
                    .anyMatch(file -> file.path("name").asString("").endsWith(format.ending()));
        });
    }

    private static Path folder(WarehouseHome home, String report, ReportRequest request) {
        return home.reports()
                .resolve(report)
                .resolve(request.from() + "_" + request.to())
                .resolve(audience(request.filter()));
    }

    /** Where it is written. */
    Path draft() {
        return draft.folder();
    }

    /** Where to write the document with this ending; its name depends on the request alone. */
    Path file(String ending) {
        String name = name(report, request, ending);
        names.add(name);
        return draft.folder().resolve(name);
    }

    static String name(String report, ReportRequest request, String ending) {
        return "%s_%s_%s%s".formatted(report, request.from(), request.to(), ending);
    }

    /** Writes the manifest and gives the version its number. */
    RenderedReport complete(Document document, FileShape shape) {
        try {
            Map<String, Object> manifest = new LinkedHashMap<>();
            manifest.put("report", report);
            manifest.put("snapshot_id", document.masthead().snapshotId());
            manifest.put("run_id", document.masthead().runId());
            manifest.put("from", request.from().toString());
            manifest.put("to", request.to().toString());
            manifest.put("filter", request.filter().restrictions());
            manifest.put("language", request.language().toLanguageTag());
            manifest.put("finality", document.masthead().finality().name().toLowerCase(Locale.ROOT));
            manifest.put("most_rows", shape.mostRows());
            manifest.put("csv_byte_order_mark", shape.byteOrderMark().name().toLowerCase(Locale.ROOT));
            manifest.put("without", shape.without());
            manifest.put("generated_at", document.masthead().generatedAt().toString());
            manifest.put("files", draft.described(names));
            manifest.put("rows", draft.described(keptRows()));
            MANIFESTS.writeValue(draft.folder().resolve(MANIFEST).toFile(), manifest);
            Path folder = draft.publish();
            return new RenderedReport(
                    folder, names.stream().map(folder::resolve).toList(), document);
        } catch (JacksonException cannotWrite) {
            throw new UncheckedIOException(
                    "Cannot complete the report in %s: %s".formatted(draft.folder(), cannotWrite.getMessage()),
                    new IOException(cannotWrite));
        } catch (IOException cannotWrite) {
            throw new UncheckedIOException(
                    "Cannot complete the report in %s: %s".formatted(draft.folder(), cannotWrite.getMessage()),
                    cannotWrite);
        }
    }

    private List<String> keptRows() throws IOException {
        Path rows = draft.folder().resolve(KeptRows.FOLDER);
        if (!Files.isDirectory(rows)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(rows)) {
            return files.map(file -> KeptRows.FOLDER + "/" + file.getFileName())
                    .sorted()
                    .toList();
        }
    }

    /** Throws the draft away when it was not completed. */
    @Override
    public void close() {
        draft.close();
    }

    /** A folder name that no two filters share: readable as far as the file system allows, then the filter's checksum. */
    private static String audience(UsageFilter filter) {
        List<String> restrictions = filter.restrictions();
        if (restrictions.isEmpty()) {
            return "everyone";
        }
        String text = String.join("\n", restrictions);
        String slug =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String checksum = Checksum.of(text.getBytes(StandardCharsets.UTF_8)).substring(0, CHECKSUM_LENGTH);
        return slug.substring(0, Math.min(slug.length(), SLUG_LENGTH)) + "-" + checksum;
    }
}
