package io.meterhouse.reports.edition;

import io.meterhouse.reports.Format;
import io.meterhouse.reports.RenderedReport;
import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.UsageFilter;
import io.meterhouse.reports.document.Document;
import io.meterhouse.reports.files.FileShape;
import io.meterhouse.reports.rows.KeptRows;
import io.meterhouse.warehouse.WarehouseHome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * One version of a report while it is written: its files lie in a hidden folder and become {@code v<N>} in one rename, so
 * that a killed render leaves no half version.
 */
public final class Edition implements AutoCloseable {

    private static final int SLUG_LENGTH = 60;
    private static final String DRAFT = ".draft-";
    private static final Pattern OWN_DRAFT = Pattern.compile("\\.draft-(\\d{1,18})-\\d+");
    private static final Pattern VERSION = Pattern.compile("v\\d+");
    static final String MANIFEST = "manifest.json";
    private static final JsonMapper MANIFESTS =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final String report;
    private final ReportRequest request;
    private final Path draft;
    private final List<String> names = new ArrayList<>();

    private Edition(String report, ReportRequest request, Path draft) {
        this.report = report;
        this.request = request;
        this.draft = draft;
    }

    static Edition begin(WarehouseHome home, String report, ReportRequest request) {
        Path audience = folder(home, report, request);
        Path draft = audience.resolve(DRAFT + ProcessHandle.current().pid() + "-"
                + Thread.currentThread().getId());
        try {
            Files.createDirectories(audience);
            discardAbandoned(home.reports().resolve(report), draft.getFileName());
            Files.createDirectory(draft);
        } catch (IOException cannotWrite) {
            throw new UncheckedIOException(
                    "Cannot write to %s: %s".formatted(audience, cannotWrite.getMessage()), cannotWrite);
        }
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
        return draft;
    }

    /** Where to write the document with this ending; its name depends on the request alone. */
    Path file(String ending) {
        String name = name(report, request, ending);
        names.add(name);
        return draft.resolve(name);
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
            manifest.put("files", described(names));
            manifest.put("rows", described(keptRows()));
            MANIFESTS.writeValue(draft.resolve(MANIFEST).toFile(), manifest);
            Path folder = number();
            return new RenderedReport(
                    folder, names.stream().map(folder::resolve).toList(), document);
        } catch (JacksonException cannotWrite) {
            throw new UncheckedIOException(
                    "Cannot complete the report in %s: %s".formatted(draft, cannotWrite.getMessage()),
                    new IOException(cannotWrite));
        } catch (IOException cannotWrite) {
            throw new UncheckedIOException(
                    "Cannot complete the report in %s: %s".formatted(draft, cannotWrite.getMessage()), cannotWrite);
        }
    }

    private List<Map<String, Object>> described(List<String> described) throws IOException {
        List<Map<String, Object>> files = new ArrayList<>();
        for (String name : described) {
            Map<String, Object> file = new LinkedHashMap<>();
            file.put("name", name);
            file.put("bytes", Files.size(draft.resolve(name)));
            file.put("sha256", sha256(draft.resolve(name)));
            files.add(file);
        }
        return files;
    }

    private List<String> keptRows() throws IOException {
        Path rows = draft.resolve(KeptRows.FOLDER);
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
        try {
            discard(draft);
        } catch (IOException cannotDelete) {
            throw new UncheckedIOException(cannotDelete);
        }
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
                // Another rendering may have taken the number meanwhile.
                if (!Files.exists(folder)) {
                    throw cannotMove;
                }
            }
        }
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
        String checksum = HexFormat.of().formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)), 0, 4);
        return slug.substring(0, Math.min(slug.length(), SLUG_LENGTH)) + "-" + checksum;
    }

    /**
     * Removes what killed processes left for any period, because the next night's is another, and what this thread left if it could not
     * delete it; a foreign folder stays.
     */
    private static void discardAbandoned(Path report, Path own) throws IOException {
        try (Stream<Path> audiences = Files.find(report, 2, (folder, attributes) -> attributes.isDirectory())) {
            for (Path audience : audiences.toList()) {
                try (DirectoryStream<Path> drafts = Files.newDirectoryStream(audience, DRAFT + "*")) {
                    for (Path draft : drafts) {
                        if (isAbandoned(draft.getFileName(), own)) {
                            discard(draft);
                        }
                    }
                }
            }
        }
    }

    private static boolean isAbandoned(Path draft, Path own) {
        Matcher owner = OWN_DRAFT.matcher(draft.toString());
        return draft.equals(own)
                || owner.matches()
                        && ProcessHandle.of(Long.parseLong(owner.group(1))).isEmpty();
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

    static String sha256(Path file) throws IOException {
        MessageDigest digest = digest();
        try (InputStream content = new DigestInputStream(Files.newInputStream(file), digest)) {
            content.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
