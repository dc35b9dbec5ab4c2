package io.meterhouse.reports.exports;

import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.WarehouseHome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** One version of an export while it is written: a hidden folder that becomes {@code v<N>} in one rename. */
public final class ExportFolder implements AutoCloseable {

    private static final String DRAFT = ".draft-";
    private static final Pattern OWN_DRAFT = Pattern.compile("\\.draft-(\\d{1,18})-\\d+");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final String export;
    private final ExportRequest request;
    private final Path draft;
    private final List<String> names = new ArrayList<>();

    private ExportFolder(String export, ExportRequest request, Path draft) {
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
        Path audience = home.reports()
                .resolve(export)
                .resolve(request.from() + "_" + request.to())
                .resolve("everyone");
        Path draft = audience.resolve(DRAFT + ProcessHandle.current().pid() + "-"
                + Thread.currentThread().getId());
        try {
            Files.createDirectories(audience);
            discardAbandoned(home.reports().resolve(export), draft.getFileName());
            Files.createDirectory(draft);
        } catch (IOException cannotWrite) {
            throw new UncheckedIOException(
                    "Cannot write to %s: %s".formatted(audience, cannotWrite.getMessage()), cannotWrite);
        }
        return new ExportFolder(export, request, draft);
    }

    /** Where to write a file, or a folder of files, that is part of the export. */
    public Path file(String name) {
        names.add(name);
        return draft.resolve(name);
    }

    /** Where to write a file that is gone when the version is complete. */
    public Path scratch(String name) {
        return draft.resolve(".scratch-" + name);
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
            manifest.put("files", described());
            JSON.writeValue(draft.resolve("manifest.json").toFile(), manifest);
            Path folder = number();
            return new Exported(folder, names.stream().map(folder::resolve).toList(), remarks, problems);
        } catch (JacksonException cannotWrite) {
            throw new UncheckedIOException(
                    "Cannot complete the export in %s: %s".formatted(draft, cannotWrite.getMessage()),
                    new IOException(cannotWrite));
        } catch (IOException cannotWrite) {
            throw new UncheckedIOException(
                    "Cannot complete the export in %s: %s".formatted(draft, cannotWrite.getMessage()), cannotWrite);
        }
    }

    /** Throws the draft away when it was not completed. */
    @Override
    public void close() {
        try {
            discard(draft);
        } catch (IOException cannotDelete) {
            throw new UncheckedIOException(cannotDelete);
        }
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

    private List<Map<String, Object>> described() throws IOException {
        List<Map<String, Object>> files = new ArrayList<>();
        try (Stream<Path> written = Files.walk(draft)) {
            for (Path path : written.sorted().toList()) {
                if (path.getFileName().toString().startsWith(".scratch-")) {
                    Files.delete(path);
                } else if (Files.isRegularFile(path)) {
                    Map<String, Object> file = new LinkedHashMap<>();
                    file.put("name", draft.relativize(path).toString().replace('\\', '/'));
                    file.put("bytes", Files.size(path));
                    file.put("sha256", sha256(path));
                    files.add(file);
                }
            }
        }
        return files;
    }

    private Path number() throws IOException {
        Path audience = draft.resolveSibling("");
        for (int version = 1; ; version++) {
            Path folder = audience.resolve("v" + version);
            if (Files.exists(folder)) {
                continue;
            }
            try {
                return Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileSystemException cannotMove) {
                // Another export may have taken the number meanwhile.
                if (!Files.exists(folder)) {
                    throw cannotMove;
                }
            }
        }
    }

    /** Removes what killed processes left, and what this thread left if it could not delete it; a foreign folder stays. */
    private static void discardAbandoned(Path export, Path own) throws IOException {
        try (Stream<Path> audiences = Files.find(export, 2, (folder, attributes) -> attributes.isDirectory())) {
            for (Path audience : audiences.toList()) {
                try (DirectoryStream<Path> drafts = Files.newDirectoryStream(audience, DRAFT + "*")) {
                    for (Path draft : drafts) {
                        Matcher owner = OWN_DRAFT.matcher(draft.getFileName().toString());
                        if (draft.getFileName().equals(own)
                                || owner.matches()
                                        && ProcessHandle.of(Long.parseLong(owner.group(1)))
                                                .isEmpty()) {
                            discard(draft);
                        }
                    }
                }
            }
        }
    }

    private static void discard(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream content = new DigestInputStream(Files.newInputStream(file), digest)) {
                content.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
