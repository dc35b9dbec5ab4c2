package io.meterhouse.reports;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

/** Lays pages out as PDF by a file of {@code templates}. */
enum Template {
    FINANCE,
    OPERATIONS;

    private static final JasperReportsContext CONTEXT = context();

    private @Nullable JasperReport compiled;

    private static JasperReportsContext context() {
        SimpleJasperReportsContext context = new SimpleJasperReportsContext();
        // Nothing is ever deserialized here; should a library path try, it is refused.
        context.setProperty("net.sf.jasperreports.deserialization.class.filter.enabled", "true");
        return context;
    }

    /** Compiled on first use and kept: compiling takes seconds, filling does not. */
    private synchronized JasperReport compiled() {
        if (compiled == null) {
            compiled = compile("/reports/templates/" + name().toLowerCase(Locale.ROOT) + ".jrxml");
        }
        return compiled;
    }

    private static JasperReport compile(String path) {
        try (@Nullable InputStream template = Template.class.getResourceAsStream(path)) {
            if (template == null) {
                throw new FileNotFoundException("There is no template " + path + " on the class path");
            }
            return JasperCompileManager.getInstance(CONTEXT).compile(JRXmlLoader.load(CONTEXT, template));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (JRException broken) {
            throw new IllegalStateException("Cannot compile " + path + ": " + broken.getMessage(), broken);
        }
    }

    /** Writes the pages to a file. */
    void export(Pages pages, Path file) {
        Map<String, Object> parameters = pages.parameters();
        parameters.put(JRParameter.REPORT_LOCALE, Locale.ENGLISH);
        parameters.put(JRParameter.REPORT_TIME_ZONE, TimeZone.getTimeZone("UTC"));
        List<Map<String, ?>> rows = new ArrayList<>(pages.rows());
        try {
            JasperPrint print = JasperFillManager.getInstance(CONTEXT)
                    .fill(compiled(), parameters, new JRMapCollectionDataSource(rows));
            JRPdfExporter exporter = new JRPdfExporter(CONTEXT);
            exporter.setExporterInput(new SimpleExporterInput(print));
            exporter.setExporterOutput(new SimpleOutputStreamExporterOutput(file.toFile()));
            exporter.setConfiguration(configuration(pages));
            exporter.exportReport();
        } catch (JRException cannotRender) {
            throw new IllegalStateException(
                    "Cannot render %s: %s".formatted(file, cannotRender.getMessage()), cannotRender);
        }
    }

    private static SimplePdfExporterConfiguration configuration(Pages pages) {
        SimplePdfExporterConfiguration configuration = new SimplePdfExporterConfiguration();
        configuration.setCompressed(true);
        configuration.setTagged(true);
        configuration.setTagLanguage("en");
        configuration.setMetadataTitle(pages.title());
        configuration.setMetadataSubject(pages.subject());
        configuration.setMetadataAuthor("Meterhouse");
        configuration.setMetadataCreator("Meterhouse");
        configuration.setDisplayMetadataTitle(true);
        return configuration;
    }
}
