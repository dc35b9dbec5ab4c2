package io.meterhouse.reports.exports;

import io.meterhouse.reports.versions.Draft;
import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.WarehouseHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** One version of an export while it is written. */
public final class ExportFolder implements AutoCloseable {

    private static final String SCRATCH = ".scratch-";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final String export;
    private final ExportRequest request;
    private final Draft draft;
    private final List<String> names = new ArrayList<>();

    private ExportFolder(String export, ExportRequest request, Draft draft) {
        this.export = export;
        this.request = request;
        this.draft = draft;
    }

    /**
     * Begins a version.
     *
     * @throws UncheckedIOException when the folder cannot be written
     */
    public static ExportFolder begin(WarehouseHome home, String export, ExportRequest request) {
        Path all = home.reports().resolve(export);
        Path audience = all.resolve(request.from() + "_" + request.to()).resolve("everyone");
        return new ExportFolder(export, request, Draft.begin(all, audience));
    }

    /** Where to write a file, or a folder of files, that is part of the export. */
    public Path file(String name) {
        names.add(name);
        return draft.folder().resolve(name);
    }

    /** Where to write a file that is gone when the version is complete. */
    public Path scratch(String name) {
        return draft.folder().resolve(SCRATCH + name);
    }

    /**
     * Writes a document beside the rows.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    public void json(String name, Map<String, ?> content) {
        try {
            JSON.writeValue(file(name).toFile(), content);
        } catch (JacksonException cannotWrite) {
            throw new UncheckedIOException(new IOException(cannotWrite));
        }
    }

    /**
     * Writes the manifest and gives the version its number.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    public Exported complete(
            SnapshotReader snapshot, Instant generatedAt, List<String> remarks, List<String> problems) {
        try {
            Map<String, Object> manifest = new LinkedHashMap<>();
            manifest.put("report", export);
            manifest.putAll(identity(snapshot));
            manifest.put("from", request.from().toString());
            manifest.put("to", request.to().toString());
            manifest.put("generated_at", generatedAt.toString());
            manifest.put("files", draft.described(written()));
            JSON.writeValue(draft.folder().resolve("manifest.json").toFile(), manifest);
            Path folder = draft.publish();
            return new Exported(folder, names.stream().map(folder::resolve).toList(), remarks, problems);
        } catch (JacksonException cannotWrite) {
            throw new UncheckedIOException(
                    "Cannot complete the export in %s: %s".formatted(draft.folder(), cannotWrite.getMessage()),
                    new IOException(cannotWrite));
        } catch (IOException cannotWrite) {
            throw new UncheckedIOException(
                    "Cannot complete the export in %s: %s".formatted(draft.folder(), cannotWrite.getMessage()),
                    cannotWrite);
        }
    }

    /** Throws the draft away when it was not completed. */
    @Override
    public void close() {
        draft.close();
    }

    private static Map<String, Object> identity(SnapshotReader snapshot) {
        Map<String, Object> identity = new LinkedHashMap<>();
        snapshot.query(
                        "select snapshot_id, run_id from ops.snapshot order by published_at desc, snapshot_id desc limit 1",
                        row -> List.of(row.text("snapshot_id"), row.text("run_id")))
                .forEach(names -> {
                    identity.put("snapshot_id", names.get(0));
                    identity.put("run_id", names.get(1));
                });
        return identity;
    }

    /** What was written, less what is gone when the version is complete. */
    private List<String> written() throws IOException {
        List<String> files = new ArrayList<>();
        try (Stream<Path> written = Files.walk(draft.folder())) {
            for (Path path : written.sorted().toList()) {
                if (path.getFileName().toString().startsWith(SCRATCH)) {
                    Files.delete(path);
                } else if (Files.isRegularFile(path)) {
                    files.add(draft.folder().relativize(path).toString().replace('\\', '/'));
                }
            }
        }
        return files;
    }
}
