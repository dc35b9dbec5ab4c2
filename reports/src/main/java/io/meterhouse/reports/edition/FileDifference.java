package io.meterhouse.reports.edition;

import io.meterhouse.reports.Format;
import io.meterhouse.reports.files.WorkbookCells;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Where a file that was sent says something else than the same file made again: line by line, cell by cell, or by the text of pages. */
final class FileDifference {

    private static final int TOLD = 10;
    private static final String NOTHING = "nothing";

    private FileDifference() {}

    static List<String> between(Path sent, Path again) throws IOException {
        String name = sent.getFileName().toString();
        if (Files.mismatch(sent, again) < 0) {
            return List.of();
        }
        try {
            List<String> differences = told(name, parts(sent), parts(again));
            return differences.isEmpty() && isPlain(name)
                    ? List.of("%s differs in bytes that are not seen, such as ends of lines.".formatted(name))
                    : differences;
        } catch (IOException damaged) {
            return List.of("%s cannot be read: %s".formatted(name, damaged.getMessage()));
        }
    }

    private static boolean isPlain(String name) {
        return !name.endsWith(Format.PDF.ending()) && !name.endsWith(Format.XLSX.ending());
    }

    /** What the file says, by where. */
    private static Map<String, String> parts(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (name.endsWith(Format.XLSX.ending())) {
            return WorkbookCells.of(file);
        }
        Map<String, String> parts = new LinkedHashMap<>();
        if (name.endsWith(Format.PDF.ending())) {
            int page = 0;
            for (String text : RenderedText.pages(file)) {
                page++;
                lines("page %d line ".formatted(page), text, parts);
            }
        } else {
            lines("line ", Files.readString(file, StandardCharsets.UTF_8), parts);
        }
        return parts;
    }

    private static void lines(String place, String text, Map<String, String> parts) {
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            number++;
            parts.put(place + number, line);
        }
    }

    private static List<String> told(String name, Map<String, String> sent, Map<String, String> again) {
        Set<String> places = new LinkedHashSet<>(again.keySet());
        places.addAll(sent.keySet());
        List<String> differences = new ArrayList<>();
        int found = 0;
        for (String place : places) {
            if (!Objects.equals(sent.get(place), again.get(place))) {
                found++;
                if (found <= TOLD) {
                    differences.add("%s, %s: it says '%s'; the kept rows give '%s'."
                            .formatted(
                                    name,
                                    place,
                                    sent.getOrDefault(place, NOTHING),
                                    again.getOrDefault(place, NOTHING)));
                }
            }
        }
        if (found > TOLD) {
            differences.add("%s differs in %d more places.".formatted(name, found - TOLD));
        }
        return differences;
    }
}
