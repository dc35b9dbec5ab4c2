package io.meterhouse.reports.edition;

import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.parser.PdfTextExtractor;
import io.meterhouse.reports.rows.KeptTexts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The text of what was rendered, to search in it. */
public final class RenderedText {

    private static final Pattern CHARACTER = Pattern.compile("&#(x[0-9A-Fa-f]{1,6}|[0-9]{1,7});");

    private RenderedText() {}

    /**
     * Whether a file of an edition, or a folder of rows in it, holds such text. A line that was broken on paper is read whole, too.
     *
     * @throws IOException when the file cannot be read as what its ending says
     */
    public static boolean holds(Path file, Predicate<String> such) throws IOException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (Files.isDirectory(file) || name.endsWith(".parquet")) {
            return such.test(KeptTexts.in(file));
        }
        if (name.endsWith(".pdf")) {
            return pageHolds(file, such);
        }
        if (name.endsWith(".xlsx") || name.endsWith(".zip")) {
            return entryHolds(file, such);
        }
        return such.test(Files.readString(file, StandardCharsets.UTF_8));
    }

    private static boolean pageHolds(Path file, Predicate<String> such) throws IOException {
        return pages(file).stream().anyMatch(text -> such.test(text) || such.test(text.replaceAll("-?\\R\\s*", "")));
    }

    /** The text of each page of a PDF. */
    static List<String> pages(Path file) throws IOException {
        try (PdfReader reader = new PdfReader(Files.readAllBytes(file))) {
            PdfTextExtractor extractor = new PdfTextExtractor(reader);
            List<String> pages = new ArrayList<>();
            for (int page = 1; page <= reader.getNumberOfPages(); page++) {
                pages.add(extractor.getTextFromPage(page));
            }
            return pages;
        }
    }

    private static boolean entryHolds(Path file, Predicate<String> such) throws IOException {
        try (ZipFile archive = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            for (ZipEntry entry : Collections.list(archive.entries())) {
                String text = new String(archive.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                if (such.test(text) || such.test(withoutMarkup(text))) {
                    return true;
                }
            }
            return false;
        }
    }

    /** The cells of a sheet, a line each, with the characters that markup writes in another way. */
    private static String withoutMarkup(String content) {
        return CHARACTER
                .matcher(content.replaceAll("<[^>]*>", "\n"))
                .replaceAll(reference -> Matcher.quoteReplacement(character(reference.group(1))))
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&");
    }

    private static String character(String number) {
        int point =
                number.startsWith("x") ? Integer.parseInt(number, 1, number.length(), 16) : Integer.parseInt(number);
        return Character.isValidCodePoint(point) ? Character.toString(point) : "";
    }
}
