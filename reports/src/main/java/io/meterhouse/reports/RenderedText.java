package io.meterhouse.reports;

import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.parser.PdfTextExtractor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The text of what was rendered, to search in it. */
public final class RenderedText {

    private RenderedText() {}

    /**
     * Whether a file of an edition holds such text. A line that was broken on paper is read whole, too.
     *
     * @throws IOException when the file cannot be read as what its ending says
     */
    public static boolean holds(Path file, Predicate<String> such) throws IOException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".pdf")) {
            return pageHolds(file, such);
        }
        if (name.endsWith(".xlsx") || name.endsWith(".zip")) {
            return entryHolds(file, such);
        }
        return such.test(Files.readString(file, StandardCharsets.UTF_8));
    }

    private static boolean pageHolds(Path file, Predicate<String> such) throws IOException {
        try (PdfReader reader = new PdfReader(Files.readAllBytes(file))) {
            PdfTextExtractor pages = new PdfTextExtractor(reader);
            for (int page = 1; page <= reader.getNumberOfPages(); page++) {
                String text = pages.getTextFromPage(page);
                if (such.test(text) || such.test(text.replaceAll("-?\\R\\s*", ""))) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean entryHolds(Path file, Predicate<String> such) throws IOException {
        try (InputStream content = Files.newInputStream(file);
                ZipInputStream entries = new ZipInputStream(content)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (such.test(new String(entries.readAllBytes(), StandardCharsets.UTF_8))) {
                    return true;
                }
            }
            return false;
        }
    }
}
