package io.meterhouse.jobs.usagefeed;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where in a row each field stands. */
final class FeedColumns {

    private static final int SHOWN_COLUMNS = 30;
    private static final int SHOWN_LETTERS = 40;

    private final Map<FeedField, Integer> places;
    private final Map<FeedField, String> names;

    private FeedColumns(Map<FeedField, Integer> places, Map<FeedField, String> names) {
        this.places = places;
        this.names = names;
    }

    /**
     * Finds the columns that are configured among those there are; capital letters make no difference.
     *
     * @throws FeedRefusedException when one is missing or there twice
     */
    static FeedColumns of(Map<FeedField, String> names, List<String> header) {
        List<String> there = header.stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
        Map<FeedField, Integer> places = new EnumMap<>(FeedField.class);
        Map<FeedField, String> missing = new EnumMap<>(FeedField.class);
        names.forEach((field, name) -> {
            int place = there.indexOf(name.toLowerCase(Locale.ROOT));
            if (place < 0) {
                missing.put(field, name);
            } else if (place != there.lastIndexOf(name.toLowerCase(Locale.ROOT))) {
                throw new FeedRefusedException(
                        "has the column %s twice, so that nobody can tell which one is meant".formatted(name));
            }
            places.put(field, place);
        });
        if (!missing.isEmpty()) {
            throw new FeedRefusedException(
                    "has no column %s; it has %s. Set meterhouse.usage-feed.columns.%s to the right column, or to nothing where there is none"
                            .formatted(
                                    String.join(", ", missing.values()),
                                    shown(header),
                                    String.join(
                                            ", .",
                                            missing.keySet().stream()
                                                    .map(FeedField::word)
                                                    .toList())));
        }
        return new FeedColumns(places, names);
    }

    /** The value of a field in a row; null when it is empty or not read. */
    @Nullable
    String value(FeedField field, List<? extends @Nullable String> row) {
        Integer place = places.get(field);
        if (place == null) {
            return null;
        }
        String value = row.get(place);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** How the feed calls the column of a field. */
    String name(FeedField field) {
        return names.getOrDefault(field, field.word());
    }

    private static String shown(List<String> header) {
        List<String> shown = new ArrayList<>();
        for (String name : header.subList(0, Math.min(header.size(), SHOWN_COLUMNS))) {
            String printable = name.replaceAll("[^\\x20-\\x7e]", ".").strip();
            shown.add(printable.length() <= SHOWN_LETTERS ? printable : printable.substring(0, SHOWN_LETTERS) + "…");
        }
        if (header.size() > SHOWN_COLUMNS) {
            shown.add("%d more".formatted(header.size() - SHOWN_COLUMNS));
        }
        return String.join(", ", shown);
    }
}
