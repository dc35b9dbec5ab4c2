package io.meterhouse.reports.pages;

import io.meterhouse.reports.document.Cards;
import io.meterhouse.reports.document.Column;
import io.meterhouse.reports.document.Document;
import io.meterhouse.reports.document.Headline;
import io.meterhouse.reports.document.Picture;
import io.meterhouse.reports.document.Picture.LegendEntry;
import io.meterhouse.reports.document.Prose;
import io.meterhouse.reports.document.Section;
import io.meterhouse.reports.document.Table;
import io.meterhouse.reports.document.Tiles;
import io.meterhouse.reports.document.Tiles.Rising;
import io.meterhouse.reports.document.Tiles.Tile;
import io.meterhouse.reports.pages.PrintedTable.PrintedLine;
import io.meterhouse.reports.pages.PrintedTable.Standing;
import java.awt.Color;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A document as the rows that the template prints one below the other; each is a block of one kind. */
final class PageBlocks {

    /** Cells that the template has: a rank and twelve columns. */
    private static final int CELLS = 13;

    private static final int MOST_TILES = 4;
    private static final float VALUE_SIZE = 16f;
    private static final float LEGEND_SIZE = 7.5f;
    private static final String LEGEND_GAP = "    ";

    private final PageWords words;
    private final List<Map<String, ?>> rows = new ArrayList<>();
    private final List<ColumnLayout> layouts = new ArrayList<>();

    PageBlocks(Document document) {
        this.words = PageWords.of(document.masthead().language());
        List<Section> sections = document.sections();
        for (int i = 0; i < sections.size(); i++) {
            Section section = sections.get(i);
            if (section instanceof Headline headline) {
                add(headline);
            } else if (section instanceof Tiles tiles) {
                add(tiles);
            } else if (section instanceof Picture picture) {
                boolean isPair = i + 1 < sections.size()
                        && picture.width() == Picture.Width.WIDE
                        && sections.get(i + 1) instanceof Picture beside
                        && beside.width() == Picture.Width.NARROW;
                if (isPair) {
                    i++;
                    add(picture, (Picture) sections.get(i));
                } else {
                    add(picture);
                }
            } else if (section instanceof Table table) {
                add(table);
            } else if (section instanceof Prose prose) {
                add(prose);
            } else if (section instanceof Cards cards) {
                add(cards);
            }
        }
    }

    List<Map<String, ?>> rows() {
        return rows;
    }

    /** Of each table, in their order. */
    List<ColumnLayout> layouts() {
        return layouts;
    }

    private Map<String, @Nullable Object> block(String kind, String group) {
        Map<String, @Nullable Object> block = new HashMap<>();
        block.put("block", kind);
        block.put("section", group);
        rows.add(block);
        return block;
    }

    private void add(Headline headline) {
        Map<String, @Nullable Object> block = block("HEADLINE", headline.name());
        block.put("anchor", words.word("headline"));
        block.put("text", Typeface.markup(Typeface.line(headline.text())));
    }

    private void add(Tiles section) {
        if (section.tiles().isEmpty()) {
            return;
        }
        Map<String, @Nullable Object> block = block("TILES", section.name());
        block.put("anchor", words.word("tiles"));
        List<Tile> tiles =
                section.tiles().subList(0, Math.min(MOST_TILES, section.tiles().size()));
        block.put("count", tiles.size());
        float width = Arrangement.tileWidth(tiles.size()) - 16f;
        List<String> labels = new ArrayList<>();
        List<String> values = new ArrayList<>();
        List<String> changes = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Tile tile : tiles) {
            labels.add(Typeface.markup(Typeface.fitted(tile.label(), 8f, width)));
            values.add(value(words.figures().alone(tile.kind(), tile.value()), width));
            changes.add(change(tile));
            notes.add(Typeface.markup(Typeface.paragraph(tile.note())));
        }
        block.put("labels", labels);
        block.put("values", values);
        block.put("changes", changes);
        block.put("notes", notes);
    }

    /** Figures are never shortened: what is too wide gets smaller type. */
    private static String value(String text, float width) {
        float size = VALUE_SIZE;
        while (size > 1f && Typeface.boldWidth(text, size) > width) {
            size -= 0.5f;
        }
        return "<style size=\"%s\">%s</style>".formatted(size, Typeface.markup(text));
    }

    /** An arrow beside the colour, for who does not see that. */
    private String change(Tile tile) {
        BigDecimal change = tile.change();
        if (change == null) {
            return tile.rising() == Rising.NOT_COMPARED ? "" : Palette.colored(Palette.LABEL, PrintedFigures.UNKNOWN);
        }
        BigDecimal percent = PrintedFigures.percent(change);
        Color rising = tile.rising() == Rising.NEUTRAL
                ? Palette.LABEL
                : tile.rising() == Rising.GOOD ? Palette.GOOD : Palette.BAD;
        Color falling = tile.rising() == Rising.NEUTRAL
                ? Palette.LABEL
                : tile.rising() == Rising.GOOD ? Palette.BAD : Palette.GOOD;
        String text = words.figures().percentage(percent.abs());
        return switch (percent.signum()) {
            case 1 -> Palette.colored(rising, "▲ +" + text);
            case -1 -> Palette.colored(falling, "▼ -" + text);
            default -> Palette.colored(Palette.LABEL, text);
        };
    }

    private void add(Picture picture) {
        Map<String, @Nullable Object> block = block("PICTURE", picture.name());
        put(block, "", picture, 515);
        block.put("legend", legendLine(picture.legend(), 500));
    }

    private void add(Picture wide, Picture narrow) {
        Map<String, @Nullable Object> block = block("PAIR", wide.name());
        put(block, "", wide, 298);
        block.put("legend", legendLine(wide.legend(), 296));
        put(block, "2", narrow, 190);
        block.put(
                "legend2",
                narrow.legend().stream()
                        .map(entry -> swatch(entry)
                                + Typeface.markup(Typeface.fittedName(entry.text(), LEGEND_SIZE, 88), LEGEND_SIZE, 15))
                        .collect(Collectors.joining("\n")));
        block.put("isList", !narrow.legend().isEmpty());
    }

    private static void put(Map<String, @Nullable Object> block, String which, Picture picture, float width) {
        block.put("anchor" + which, Typeface.line(picture.title()));
        block.put("title" + which, Typeface.markup(Typeface.fitted(picture.title(), 10.5f, width), 10.5f, 14));
        block.put("subtitle" + which, Typeface.markup(Typeface.fitted(picture.subtitle(), 7.5f, width)));
        block.put("call" + which, Typeface.markup(Typeface.line(picture.call())));
        block.put("drawing" + which, new PlacedDrawing(picture.drawing()));
        block.put("alternative" + which, Typeface.line(picture.alternative()));
    }

    /** One line of names, each shortened as far as all of them need to fit. */
    private static String legendLine(List<LegendEntry> entries, double lineWidth) {
        List<String> names = List.of();
        for (float width = 180; width > 20; width -= 2) {
            float longest = width;
            names = entries.stream()
                    .map(entry -> Typeface.fitted(entry.text(), LEGEND_SIZE, longest))
                    .toList();
            String line = names.stream().map(name -> "■ " + name).collect(Collectors.joining(LEGEND_GAP));
            if (Typeface.width(line, LEGEND_SIZE) <= lineWidth) {
                break;
            }
        }
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            // The steps of a scale have no names and stand side by side.
            boolean joins = i > 0 && names.get(i - 1).isEmpty();
            line.append(i == 0 || joins ? "" : LEGEND_GAP)
                    .append(names.get(i).isEmpty() ? swatch(entries.get(i)).strip() : swatch(entries.get(i)))
                    .append(Typeface.markup(names.get(i), LEGEND_SIZE, 12));
        }
        return line.toString();
    }

    private static String swatch(LegendEntry entry) {
        return Palette.colored(entry.color(), "■") + " ";
    }

    private void add(Table table) {
        if (table.columns().stream().noneMatch(column -> column.place() == Column.Place.PRINTED)) {
            return;
        }
        PrintedTable printed = new PrintedTable(table, words);
        List<PrintedLine> lines = printed.lines();
        ColumnLayout layout = ColumnLayout.of(printed, lines);
        int index = layouts.size();
        layouts.add(layout);
        List<String> headings = new ArrayList<>();
        for (int i = 0; i < layout.spans().size(); i++) {
            headings.add(heading(printed, layout, i));
        }
        for (int i = 0; i < lines.size(); i++) {
            PrintedLine line = lines.get(i);
            Map<String, @Nullable Object> block = block("ROW", table.name());
            block.put("table", index);
            block.put("isFirst", i == 0);
            block.put("isLast", i == lines.size() - 1);
            block.put("isShaded", i % 2 == 1 && line.standing() != Standing.TOTAL);
            block.put("isTotal", line.standing() == Standing.TOTAL);
            block.put("isNote", line.standing() == Standing.NOTE);
            block.put("filled", line.filled());
            block.put("anchor", Typeface.line(table.title()));
            block.put("title", Typeface.markup(Typeface.fitted(table.title(), 12.5f, 300), 12.5f, 18));
            float titleWidth = (float) Typeface.boldWidth(Typeface.fitted(table.title(), 12.5f, 300), 12.5f);
            block.put("call", Typeface.markup(Typeface.fitted(printed.note(), 6.5f, 525 - titleWidth)));
            block.put("headings", padded(headings, ""));
            block.put("figures", padded(printed.figureColumns(), false));
            block.put("cells", padded(cells(line, printed, layout), ""));
            block.put("count", line.cells().size());
            block.put("columns", headings.size());
        }
    }

    private static String heading(PrintedTable table, ColumnLayout layout, int column) {
        float size = ColumnLayout.headingSize(layout.size());
        String text =
                ColumnLayout.headingLines(
                                table.headings().get(column), table.headings().size(), layout.size())
                        .stream()
                        .map(part -> Typeface.markup(Typeface.fitted(
                                part, size, layout.spans().get(column).width() + 1f)))
                        .collect(Collectors.joining("\n"));
        return "<style size=\"%s\">%s</style>".formatted(size, text);
    }

    private static List<String> cells(PrintedLine line, PrintedTable table, ColumnLayout layout) {
        if (line.standing() == Standing.NOTE) {
            return List.of(Palette.colored(
                    Palette.LABEL, Typeface.markup(Typeface.fitted(line.cells().get(0), 8f, 520))));
        }
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < line.cells().size(); i++) {
            String text = line.cells().get(i);
            // Figures are never shortened: half a number is another number.
            String fitted = table.figureColumns().get(i)
                    ? text
                    : Typeface.fitted(text, layout.size(), layout.spans().get(i).width());
            String attributes = "size=\"%s\"%s"
                    .formatted(
                            layout.size(),
                            line.standing() == Standing.TOTAL
                                    ? " isBold=\"true\""
                                    : line.standing() == Standing.OTHERS || table.isAside(i)
                                            ? " forecolor=\"#%s\"".formatted(Palette.hex(Palette.ofSign(text)))
                                            : table.isWeighty(i) ? " isBold=\"true\"" : "");
            cells.add("<style %s>%s</style>".formatted(attributes, Typeface.markup(fitted, layout.size(), 15)));
        }
        return cells;
    }

    private static <T> List<T> padded(List<T> values, T filler) {
        List<T> padded = new ArrayList<>(values);
        padded.addAll(Collections.nCopies(Math.max(0, CELLS - values.size()), filler));
        return padded;
    }

    /** Each paragraph is a group of its own, so that a page may end between two. */
    private void add(Prose prose) {
        for (int i = 0; i < prose.paragraphs().size(); i++) {
            Prose.Paragraph paragraph = prose.paragraphs().get(i);
            Map<String, @Nullable Object> block = block("PROSE", prose.name() + "#" + i);
            block.put("isFirst", i == 0);
            block.put("anchor", Typeface.line(prose.title()));
            block.put("title", Typeface.markup(Typeface.fitted(prose.title(), 12.5f, 530)));
            block.put("text", text(paragraph));
        }
    }

    private static String text(Prose.Paragraph paragraph) {
        String term = Typeface.markup(Typeface.line(paragraph.term()));
        return (term.isEmpty() ? "" : "<style isBold=\"true\" forecolor=\"#101828\">" + term + "</style>  ")
                + Typeface.markup(Typeface.paragraph(paragraph.text()));
    }

    /** Each card is a group of its own, so that a page may end between two. */
    private void add(Cards section) {
        for (int i = 0; i < section.cards().size(); i++) {
            Cards.Card card = section.cards().get(i);
            Map<String, @Nullable Object> block = block("CARD", section.name() + "#" + i);
            block.put("isFirst", i == 0);
            block.put("anchor", Typeface.line(section.title()));
            block.put("title", Typeface.markup(Typeface.fitted(section.title(), 12.5f, 530)));
            block.put("anchor2", Typeface.line(card.heading()));
            block.put("title2", Typeface.markup(Typeface.fitted(card.heading(), 10.5f, 370), 10.5f, 14));
            block.put("figure", Typeface.markup(Typeface.line(card.figure())));
            block.put("subtitle2", Typeface.markup(Typeface.fitted(card.marks(), 7.5f, 515)));
            block.put("text", texts(card.paragraphs()));
            block.put("call2", texts(card.smallPrint()));
        }
    }

    private static String texts(List<Prose.Paragraph> paragraphs) {
        return paragraphs.stream().map(PageBlocks::text).collect(Collectors.joining("\n"));
    }
}
