package io.meterhouse.reports.pages;

import io.meterhouse.reports.document.Document;
import io.meterhouse.reports.document.Masthead;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import net.sf.jasperreports.engine.JRException;
import net.sf.jasperreports.engine.JRParameter;
import net.sf.jasperreports.engine.JasperCompileManager;
import net.sf.jasperreports.engine.JasperFillManager;
import net.sf.jasperreports.engine.JasperPrint;
import net.sf.jasperreports.engine.JasperReport;
import net.sf.jasperreports.engine.JasperReportsContext;
import net.sf.jasperreports.engine.SimpleJasperReportsContext;
import net.sf.jasperreports.engine.data.JRMapCollectionDataSource;
import net.sf.jasperreports.engine.xml.JRXmlLoader;
import net.sf.jasperreports.export.SimpleExporterInput;
import net.sf.jasperreports.export.SimpleOutputStreamExporterOutput;
import net.sf.jasperreports.pdf.JRPdfExporter;
import net.sf.jasperreports.pdf.SimplePdfExporterConfiguration;
import org.jspecify.annotations.Nullable;

/** Prints any document as PDF, by {@code templates/document.jrxml}, so that every report has one look. */
public final class PdfPages {

    private static final String TEMPLATE = "/reports/templates/document.jrxml";
    private static final JasperReportsContext CONTEXT = context();

    private static @Nullable JasperReport compiled;

    private PdfPages() {}

    /**
     * Writes the pages to a file.
     *
     * @throws IllegalStateException when the machine's libraries for fonts are missing, or the file cannot be written
     */
    public static void print(Document document, Path file) {
        FontLibraries.use(() -> export(document, file));
    }

    private static void export(Document document, Path file) {
        Masthead masthead = document.masthead();
        Map<String, Object> parameters = new HashMap<>(new PageFrame(masthead).parameters());
        parameters.put(JRParameter.REPORT_LOCALE, Locale.ROOT);
        parameters.put(JRParameter.REPORT_TIME_ZONE, TimeZone.getTimeZone("UTC"));
        PageBlocks blocks = new PageBlocks(document);
        try {
            JasperPrint print = JasperFillManager.getInstance(CONTEXT)
                    .fill(compiled(), parameters, new JRMapCollectionDataSource(new ArrayList<>(blocks.rows())));
            new Arrangement(blocks.layouts()).arrange(print);
            JRPdfExporter exporter = new JRPdfExporter(CONTEXT);
            exporter.setExporterInput(new SimpleExporterInput(print));
            exporter.setExporterOutput(new SimpleOutputStreamExporterOutput(file.toFile()));
            exporter.setConfiguration(configuration(masthead));
            exporter.exportReport();
        } catch (JRException cannotRender) {
            throw new IllegalStateException(
                    "Cannot render %s: %s".formatted(file, cannotRender.getMessage()), cannotRender);
        }
    }

    private static JasperReportsContext context() {
        SimpleJasperReportsContext context = new SimpleJasperReportsContext();
        // Nothing is ever deserialized here; should a library path try, it is refused.
        context.setProperty("net.sf.jasperreports.deserialization.class.filter.enabled", "true");
        return context;
    }

    /** Compiled on first use and kept: compiling takes seconds, filling does not. */
    private static synchronized JasperReport compiled() {
        if (compiled == null) {
            compiled = compile();
        }
        return compiled;
    }

    private static JasperReport compile() {
        try (@Nullable InputStream template = PdfPages.class.getResourceAsStream(TEMPLATE)) {
            if (template == null) {
                throw new FileNotFoundException("There is no template " + TEMPLATE + " on the class path");
            }
            return JasperCompileManager.getInstance(CONTEXT).compile(JRXmlLoader.load(CONTEXT, template));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (JRException broken) {
            throw new IllegalStateException("Cannot compile " + TEMPLATE + ": " + broken.getMessage(), broken);
        }
    }

    private static SimplePdfExporterConfiguration configuration(Masthead masthead) {
        SimplePdfExporterConfiguration configuration = new SimplePdfExporterConfiguration();
        configuration.setCompressed(true);
        configuration.setTagged(true);
        configuration.setTagLanguage(masthead.language().toLanguageTag());
        configuration.setMetadataTitle(masthead.title());
        configuration.setMetadataSubject(PageFrame.subject(masthead));
        configuration.setMetadataAuthor("Meterhouse");
        configuration.setMetadataCreator("Meterhouse");
        configuration.setDisplayMetadataTitle(true);
        return configuration;
    }
}
