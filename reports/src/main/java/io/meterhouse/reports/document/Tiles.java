package io.meterhouse.reports.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The few figures that matter most, side by side.
 *
 * @param name of the section
 * @param tiles at most four
 */
public record Tiles(String name, List<Tile> tiles) implements Section {

    public Tiles {
        tiles = List.copyOf(tiles);
    }

    /**
     * One figure.
     *
     * @param name of the figure, the same in every language
     * @param label what it is
     * @param kind how its value is printed
     * @param value as a cell of that kind; null when it is not known
     * @param change relative to what it is compared with, 0.1 is a tenth more; null when there is nothing to compare
     * @param rising how a reader takes it when it rises
     * @param note what it is compared with, or why there is nothing
     */
    public record Tile(
            String name,
            String label,
            Kind kind,
            @Nullable Object value,
            java.math.@Nullable BigDecimal change,
            Rising rising,
            String note) {

        /** A figure that is never compared. */
        public static Tile alone(String name, String label, Kind kind, @Nullable Object value, String note) {
            return new Tile(name, label, kind, value, null, Rising.NOT_COMPARED, note);
        }
    }

    /** How a reader takes it when a figure rises. */
    public enum Rising {
        GOOD,
        NEUTRAL,
        BAD,
        /** It is never compared. */
        NOT_COMPARED
    }
}
