package io.meterhouse.reports;

import io.meterhouse.reports.document.Column;
import io.meterhouse.reports.document.Document;
import io.meterhouse.reports.document.Kind;
import io.meterhouse.reports.document.Line;
import io.meterhouse.reports.document.Masthead;
import io.meterhouse.reports.document.Picture;
import io.meterhouse.reports.document.Remark;
import io.meterhouse.reports.document.Table;
import io.meterhouse.reports.document.Tiles;
import io.meterhouse.reports.document.Tiles.Tile;
import io.meterhouse.reports.wording.Language;
import java.awt.Graphics2D;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The document of the operations report in the places of its template. */
final class OperationsPages implements Pages {

    /** Columns that the template has. */
    private static final int WIDTH = 11;

    private static final float SIZE = 7f;
    private static final int CELL_WIDTH = 40;

    /** What stands beside the first column is as a rule a name too, and reaches into the place of the first. */
    private static final int SECOND_WIDTH = 62;

    private static final int NAME_WIDTH = 124 + CELL_WIDTH - SECOND_WIDTH;

    private final Document document;
    private final Masthead masthead;
    private final Language language;

    OperationsPages(Document document) {
        this.document = document;
        this.masthead = document.masthead();
        this.language = Language.of(masthead.language());
    }

    @Override
    public String title() {
        return masthead.title();
    }

    @Override
    public String subject() {
        return language.text("report.period", language.range(masthead.from(), masthead.to()));
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("title", title());
        parameters.put("period", language.range(masthead.from(), masthead.to()));
        parameters.put(
                "subtitle",
                subject() + "  ·  " + language.text("report.generated", language.moment(masthead.generatedAt())));
        parameters.put("snapshot", "Snapshot " + Typeface.printable(masthead.snapshotId()));
        parameters.put("run", "Run " + Typeface.printable(masthead.runId()));
        parameters.put(
                "status",
                masthead.status().stream().map(OperationsPages::remark).collect(Collectors.joining("  ")));
        List<Tile> tiles = document.sections().stream()
                .filter(Tiles.class::isInstance)
                .flatMap(section -> ((Tiles) section).tiles().stream())
                .toList();
        tiles.forEach(tile -> parameters.put(tile.name(), language.cell(tile.kind(), tile.value())));
        parameters.put("failureParts", tiles.get(2).note());
        parameters.put("refusalParts", tiles.get(3).note());
        document.sections().stream()
                .filter(Picture.class::isInstance)
                .map(Picture.class::cast)
                .forEach(picture -> {
                    parameters.put("heatMap", new Drawn(picture));
                    parameters.put("heatLegend", legend(picture));
                });
        return parameters;
    }

    /** A picture as Jasper places it. */
    private static final class Drawn extends Drawing {

        private static final long serialVersionUID = 1L;

        private final transient Picture picture;

        Drawn(Picture picture) {
            this.picture = picture;
        }

        @Override
        void draw(Graphics2D graphics, double width, double height) {
            picture.drawing().draw(graphics, width, height);
        }
    }

    private static String remark(Remark remark) {
        String text = Typeface.markup(Typeface.printable(remark.text()));
        return remark.weight() == Remark.Weight.WARNING ? Palette.colored(Palette.WARNING, text) : text;
    }

    private static String legend(Picture picture) {
        return picture.legend().stream()
                .map(entry -> Palette.colored(entry.color(), "■") + " " + entry.text())
                .collect(Collectors.joining(" "));
    }

    @Override
    public List<Map<String, ?>> rows() {
        List<Map<String, ?>> rows = new ArrayList<>();
        document.tables().forEach(table -> rows.addAll(rows(table)));
        return rows;
    }

    /** The name of a line first, though it stands elsewhere in files. */
    private static int[] printed(Table table) {
        return IntStream.range(0, table.columns().size())
                .filter(i -> table.columns().get(i).place() == Column.Place.PRINTED)
                .boxed()
                .sorted(Comparator.comparing(i -> !table.columns().get(i).name().equals("endpoint_path")))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private List<Map<String, ?>> rows(Table table) {
        int[] printed = printed(table);
        if (printed.length == 0) {
            return List.of();
        }
        List<String> headings = IntStream.of(printed)
                .mapToObj(i -> table.columns().get(i).heading())
                .toList();
        if (table.lines().isEmpty()) {
            return List.of(row(table, "NOTE", headings, List.of(table.nothing())));
        }
        return table.lines().stream()
                .limit(table.listed())
                .<Map<String, ?>>map(line -> row(table, "ROW", headings, cells(table, line, printed)))
                .toList();
    }

    private List<String> cells(Table table, Line line, int[] printed) {
        return IntStream.of(printed)
                .mapToObj(i -> cell(table.columns().get(i).kind(), line.cells().get(i)))
                .toList();
    }

    private String cell(Kind kind, @Nullable Object value) {
        return value instanceof LocalDateTime moment
                ? Wording.shortDay(moment.toLocalDate())
                : language.cell(kind, value);
    }

    private static Map<String, ?> row(Table table, String kind, List<String> headings, List<String> cells) {
        Map<String, Object> row = new HashMap<>();
        long found = table.lines().size() + table.omitted();
        row.put("section", table.title());
        row.put(
                "call",
                found > table.listed()
                        ? "%s  ·  %d of %d rows".formatted(table.call(), table.listed(), found)
                        : table.call());
        row.put("kind", kind);
        row.put("nameHeading", headings.get(0));
        // The columns stand at the right, so that what is free widens the first.
        int free = WIDTH - headings.size();
        int nameWidth = kind.equals("NOTE") ? Integer.MAX_VALUE : NAME_WIDTH + free * CELL_WIDTH;
        row.put("name", Typeface.markup(Typeface.fitted(cells.get(0), SIZE, nameWidth)));
        for (int i = 1; i < WIDTH; i++) {
            int column = i - free;
            row.put("heading" + i, column > 0 ? headings.get(column) : "");
            String cell = column > 0 && column < cells.size() ? cells.get(column) : "";
            row.put("cell" + i, Typeface.markup(Typeface.fitted(cell, SIZE, column == 1 ? SECOND_WIDTH : CELL_WIDTH)));
        }
        return row;
    }
}
