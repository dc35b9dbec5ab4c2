package io.meterhouse.reports.pages;

import io.meterhouse.reports.document.Document;
import io.meterhouse.reports.document.Masthead;
import io.meterhouse.reports.document.Masthead.Finality;
import io.meterhouse.reports.document.Remark;
import io.meterhouse.reports.document.Section;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;

/** Documents printed and read back. With {@code -Dmeterhouse.pages=FOLDER} the pages are kept there, to be looked at. */
record PrintedPages(Path file) {

    static PrintedPages of(Path folder, String name, Locale language, List<Section> sections) {
        return of(
                folder,
                name,
                new Document(
                        new Masthead(
                                "sample",
                                "AI usage cost report",
                                LocalDate.of(2026, 9, 1),
                                LocalDate.of(2026, 9, 30),
                                "All usage",
                                Finality.PROVISIONAL,
                                List.of(
                                        new Remark(Remark.Weight.WARNING, "28 of 30 days loaded, 3 provisional"),
                                        new Remark(Remark.Weight.GOOD, "Equals LiteLLM's daily totals")),
                                "snapshot-42",
                                "run-0042",
                                Instant.parse("2026-10-01T03:00:07Z"),
                                language),
                        sections));
    }

    static PrintedPages of(Path folder, String name, Document document) {
        Path file = folder.resolve(name + ".pdf");
        PdfPages.print(document, file);
        String kept = System.getProperty("meterhouse.pages");
        if (kept != null) {
            try {
                Files.copy(file, Path.of(kept, name + ".pdf"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException cannotCopy) {
                throw new UncheckedIOException(cannotCopy);
            }
        }
        return new PrintedPages(file);
    }

    String text() {
        return text(null);
    }

    String page(int number) {
        return text(number);
    }

    private String text(@Nullable Integer page) {
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            if (page != null) {
                stripper.setStartPage(page);
                stripper.setEndPage(page);
            }
            return stripper.getText(document);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Every page as an image, which proves that a viewer can draw it. */
    List<BufferedImage> images() {
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
            List<BufferedImage> images = new ArrayList<>();
            PDFRenderer renderer = new PDFRenderer(document);
            for (int page = 0; page < document.getNumberOfPages(); page++) {
                BufferedImage image = renderer.renderImageWithDPI(page, 60);
                images.add(image);
                ImageIO.write(
                        image,
                        "png",
                        file.resolveSibling(file.getFileName() + "-" + page + ".png")
                                .toFile());
            }
            return images;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
