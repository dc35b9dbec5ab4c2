package io.meterhouse.reports.files;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What the cells of a workbook hold that was written here. */
public final class WorkbookCells {

    private WorkbookCells() {}

    /**
     * The values of all cells by sheet and place, for example {@code by_user!C2}, in the order of the sheets and rows. A figure, and a
     * day with it, is a number.
     *
     * @throws IOException when the file is no workbook
     */
    public static Map<String, String> of(Path file) throws IOException {
        Map<String, String> cells = new LinkedHashMap<>();
        int number = 0;
        for (String sheet : sheets(entry(file, "xl/workbook.xml"))) {
            number++;
            read(entry(file, "xl/worksheets/sheet%d.xml".formatted(number)), sheet, cells);
        }
        return cells;
    }

    static String entry(Path file, String name) throws IOException {
        try (ZipFile workbook = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            ZipEntry entry = workbook.getEntry(name);
            if (entry == null) {
                throw new FileNotFoundException("%s is no workbook: there is no %s in it".formatted(file, name));
            }
            return new String(workbook.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Iterable<String> sheets(String workbook) throws IOException {
        Map<String, String> names = new LinkedHashMap<>();
        each(workbook, xml -> {
            if (xml.isStartElement() && xml.getLocalName().equals("sheet")) {
                names.put(xml.getAttributeValue(null, "name"), "");
            }
        });
        return names.keySet();
    }

    private static void read(String content, String sheet, Map<String, String> cells) throws IOException {
        StringBuilder place = new StringBuilder();
        each(content, xml -> {
            if (!xml.isStartElement()) {
                return;
            }
            switch (xml.getLocalName()) {
                case "c" -> {
                    place.setLength(0);
                    place.append(sheet).append('!').append(xml.getAttributeValue(null, "r"));
                }
                case "v", "t" -> cells.put(place.toString(), xml.getElementText());
                default -> {
                    // What a cell looks like is not what it holds.
                }
            }
        });
    }

    @FunctionalInterface
    private interface Step {
        void take(XMLStreamReader xml) throws XMLStreamException;
    }

    private static void each(String content, Step step) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            XMLStreamReader xml =
                    factory.createXMLStreamReader(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
            while (xml.getEventType() != XMLStreamConstants.END_DOCUMENT) {
                step.take(xml);
                if (xml.getEventType() != XMLStreamConstants.END_DOCUMENT) {
                    xml.next();
                }
            }
        } catch (XMLStreamException broken) {
            throw new IOException("A sheet of the workbook is damaged: " + broken.getMessage(), broken);
        }
    }
}
