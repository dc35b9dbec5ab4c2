package io.meterhouse.reports.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.pdmodel.documentinterchange.markedcontent.PDMarkedContent;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.text.PDFMarkedContentExtractor;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a screen reader finds in a document. */
class TaggedPagesTests {

    @TempDir
    static Path folder;

    private static PDDocument document;

    @BeforeAll
    static void print() throws IOException {
        document = Loader.loadPDF(PrintedPages.of(folder, "tagged", Locale.GERMAN, Samples.page())
                .file()
                .toFile());
    }

    @AfterAll
    static void close() throws IOException {
        document.close();
    }

    @Test
    void titleAndLanguageAreTold() {
        assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
        assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("de");
        assertThat(document.getDocumentInformation().getTitle()).isEqualTo("AI usage cost report");
    }

    @Test
    void headingsStandInTheOrderOfReading() {
        assertThat(elements("H1", "H2").stream()
                        .map(heading -> heading.getStructureType() + " " + text(heading))
                        .toList())
                .containsExactly(
                        "H1 AI usage cost report",
                        "H2 Daily cost by model",
                        "H2 Cost by provider and week",
                        "H2 Share of cost by team",
                        "H2 Top users",
                        "H2 Assumptions");
    }

    @Test
    void aTableHasHeaderCellsAndAsManyCellsInEachRow() {
        List<PDStructureElement> tables = elements("Table");

        assertThat(tables).hasSize(1);
        List<PDStructureElement> rows = children(tables.get(0));
        assertThat(rows).hasSize(13).allSatisfy(row -> {
            assertThat(row.getStructureType()).isEqualTo("TR");
            assertThat(children(row)).hasSize(7);
        });
        assertThat(children(rows.get(0)))
                .allSatisfy(cell -> assertThat(cell.getStructureType()).isEqualTo("TH"))
                .extracting(TaggedPagesTests::text)
                .containsExactly("Position", "User", "Team", "Requests", "Tokens", "Cost (USD)", "Share of total");
        assertThat(children(rows.get(1)))
                .allSatisfy(cell -> assertThat(cell.getStructureType()).isEqualTo("TD"))
                .extracting(TaggedPagesTests::text)
                .containsExactly("1", "user 0", "", "100", "10.000", "24,01", "8,0 %");
    }

    @Test
    void everyPictureHasAnAlternativeText() {
        assertThat(elements("Image"))
                .extracting(PDStructureElement::getAlternateDescription)
                .containsExactly(
                        "Stacked areas of the daily cost of five models and all others.",
                        "Stacked bars of the weekly cost of four providers.",
                        "Pie of the cost of six teams: Platform 34.0%, Research 26.0%.");
        assertThat(document.getDocumentCatalog().getStructureTreeRoot().getRoleMap())
                .containsEntry("Image", "Figure");
    }

    @Test
    void everySectionHasABookmark() {
        List<String> titles = new ArrayList<>();
        for (PDOutlineItem item :
                document.getDocumentCatalog().getDocumentOutline().children()) {
            titles.add(item.getTitle());
        }
        assertThat(titles)
                .containsExactly(
                        "Kurz gesagt",
                        "Kennzahlen",
                        "Daily cost by model",
                        "Cost by provider and week",
                        "Share of cost by team",
                        "Top users",
                        "Assumptions");
    }

    private static List<PDStructureElement> elements(String... types) {
        List<PDStructureElement> found = new ArrayList<>();
        collect(document.getDocumentCatalog().getStructureTreeRoot(), List.of(types), found);
        return found;
    }

    private static void collect(PDStructureNode node, List<String> types, List<PDStructureElement> found) {
        for (PDStructureElement child : children(node)) {
            if (types.contains(child.getStructureType())) {
                found.add(child);
            }
            collect(child, types, found);
        }
    }

    private static List<PDStructureElement> children(PDStructureNode node) {
        return node.getKids().stream()
                .filter(PDStructureElement.class::isInstance)
                .map(PDStructureElement.class::cast)
                .toList();
    }

    /** What is marked by an element or by what is in it. */
    private static String text(PDStructureElement element) {
        StringBuilder text = new StringBuilder();
        for (Object kid : element.getKids()) {
            if (kid instanceof PDStructureElement child) {
                text.append(text(child));
            } else if (kid instanceof Integer id) {
                text.append(marked(element.getPage(), id));
            }
        }
        return text.toString().strip();
    }

    private static String marked(PDPage page, int id) {
        try {
            PDFMarkedContentExtractor extractor = new PDFMarkedContentExtractor();
            extractor.processPage(page);
            StringBuilder text = new StringBuilder();
            for (PDMarkedContent content : extractor.getMarkedContents()) {
                if (content.getMCID() == id) {
                    for (Object part : content.getContents()) {
                        text.append(part instanceof TextPosition position ? position.getUnicode() : "");
                    }
                }
            }
            return text.toString();
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
