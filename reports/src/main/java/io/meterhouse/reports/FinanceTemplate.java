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

/** Lays the finance pages out as PDF by {@code finance.jrxml}. */
final class FinanceTemplate {

    private static final String TEMPLATE = "/reports/templates/finance.jrxml";

    private FinanceTemplate() {}

    /** Compiled on first use and kept: compiling takes seconds, filling does not. */
    private static final class Compiled {

        static final JasperReportsContext CONTEXT = context();
        static final JasperReport REPORT = compile();

        private static JasperReportsContext context() {
            SimpleJasperReportsContext context = new SimpleJasperReportsContext();
            // Nothing is ever deserialized here; should a library path try, it is refused.
            context.setProperty("net.sf.jasperreports.deserialization.class.filter.enabled", "true");
            return context;
        }

        private static JasperReport compile() {
            try (@Nullable InputStream template = FinanceTemplate.class.getResourceAsStream(TEMPLATE)) {
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
    }

    /** Writes the pages to a file. */
    static void export(FinancePages pages, Path file) {
        Map<String, Object> parameters = pages.parameters();
        parameters.put(JRParameter.REPORT_LOCALE, Locale.ENGLISH);
        parameters.put(JRParameter.REPORT_TIME_ZONE, TimeZone.getTimeZone("UTC"));
        List<Map<String, ?>> rows = new ArrayList<>(pages.rows());
        try {
            JasperPrint print = JasperFillManager.getInstance(Compiled.CONTEXT)
                    .fill(Compiled.REPORT, parameters, new JRMapCollectionDataSource(rows));
            JRPdfExporter exporter = new JRPdfExporter(Compiled.CONTEXT);
            exporter.setExporterInput(new SimpleExporterInput(print));
            exporter.setExporterOutput(new SimpleOutputStreamExporterOutput(file.toFile()));
            exporter.setConfiguration(configuration(pages));
            exporter.exportReport();
        } catch (JRException cannotRender) {
            throw new IllegalStateException(
                    "Cannot render %s: %s".formatted(file, cannotRender.getMessage()), cannotRender);
        }
    }

    private static SimplePdfExporterConfiguration configuration(FinancePages pages) {
        SimplePdfExporterConfiguration configuration = new SimplePdfExporterConfiguration();
        configuration.setCompressed(true);
        configuration.setTagged(true);
        configuration.setTagLanguage("en");
        configuration.setMetadataTitle(FinancePages.TITLE);
        configuration.setMetadataSubject(pages.subject());
        configuration.setMetadataAuthor("Meterhouse");
        configuration.setMetadataCreator("Meterhouse");
        configuration.setDisplayMetadataTitle(true);
        return configuration;
    }
}
