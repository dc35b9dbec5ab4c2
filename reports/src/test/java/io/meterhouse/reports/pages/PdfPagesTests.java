package io.meterhouse.reports.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PdfPagesTests {

    @TempDir
    Path folder;

    @Test
    void aDocumentOfAllSectionsFillsItsFirstPage() {
        PrintedPages pages = PrintedPages.of(folder, "all", Locale.ENGLISH, Samples.page());

        assertThat(pages.page(1))
                .contains("AI usage cost report", "PROVISIONAL", "$31,482.10", "▲ +8.4%", "▼ -5.2%", "✓")
                .contains("Page 1 of 2");
        assertThat(pages.page(2)).contains("Others (14)", "10 of 24 rows", "Page 2 of 2");
        assertThat(pages.images()).hasSize(2);
    }
}
