package io.meterhouse.reports.delivery;

import io.meterhouse.reports.RenderedReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The files of a letter's reports: those that go with the mail, and those for which there is no room.
 *
 * @param attached in the order in which readers want them
 * @param leftOut in the same order
 */
record Enclosures(List<Enclosed> attached, List<LeftOut> leftOut) {

    /** What readers open first goes first, and first gets the room that there is. */
    private static final List<String> BY_WORTH = List.of(".pdf", ".xlsx", ".csv", ".json");

    private static final Map<String, String> TYPES = Map.of(
            ".pdf", "application/pdf",
            ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ".csv", "text/csv; charset=utf-8",
            ".json", "application/json",
            ".parquet", "application/vnd.apache.parquet");

    /**
     * A file that goes with the mail.
     *
     * @param file where it lies
     * @param name what the mail calls it, unique in it
     * @param bytes its size
     */
    record Enclosed(Path file, String name, long bytes) {

        String type() {
            return TYPES.getOrDefault(ending(file), "application/octet-stream");
        }
    }

    /**
     * A file that does not.
     *
     * @param path relative to the home, with slashes
     * @param bytes its size
     */
    record LeftOut(String path, long bytes) {}

    /**
     * Chooses.
     *
     * @throws UncheckedIOException when a file is gone
     */
    static Enclosures of(List<RenderedReport> reports, Path home, long mostBytes) {
        List<Path> files = reports.stream()
                .flatMap(report -> report.files().stream())
                .distinct()
                .sorted(Comparator.comparingInt(Enclosures::worth))
                .toList();
        List<Enclosed> attached = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        Set<String> names = new HashSet<>();
        long room = mostBytes;
        for (Path file : files) {
            long bytes = size(file);
            if (bytes <= room) {
                room -= bytes;
                attached.add(new Enclosed(file, unique(file, names), bytes));
            } else {
                leftOut.add(new LeftOut(path(file, home), bytes));
            }
        }
        return new Enclosures(List.copyOf(attached), List.copyOf(leftOut));
    }

    private static int worth(Path file) {
        int place = BY_WORTH.indexOf(ending(file));
        return place < 0 ? BY_WORTH.size() : place;
    }

    private static String ending(Path file) {
        String name = file.getFileName().toString();
        return name.contains(".") ? name.substring(name.lastIndexOf('.')) : "";
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException gone) {
            throw new UncheckedIOException(
                    "The file %s of a report cannot be mailed: %s. Render the report again."
                            .formatted(file, gone.getMessage()),
                    gone);
        }
    }

    /** Two reports of one name, for two audiences, have files of one name. */
    private static String unique(Path file, Set<String> names) {
        String name = OneLine.of(file.getFileName().toString());
        String ending = ending(file);
        String candidate = name;
        for (int number = 2; !names.add(candidate); number++) {
            candidate = name.substring(0, name.length() - ending.length()) + "_" + number + ending;
        }
        return candidate;
    }

    private static String path(Path file, Path home) {
        Path shown = file.startsWith(home) ? home.relativize(file) : file;
        return shown.toString().replace('\\', '/');
    }
}
