package io.meterhouse.scheduler.settings;

import io.meterhouse.reports.files.ByteOrderMark;
import io.meterhouse.reports.files.FileShape;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How reports are written.
 *
 * @param mostRows rows that a table has in files, at least 1; what is left out is announced
 * @param csvByteOrderMark whether CSV files begin with the mark by which Excel knows UTF-8
 */
@ConfigurationProperties("meterhouse.reports")
public record ReportProperties(
        @DefaultValue("100000") int mostRows,
        @DefaultValue("off") ByteOrderMark csvByteOrderMark) {

    /** How files are written. */
    public FileShape shape() {
        return new FileShape(mostRows, csvByteOrderMark);
    }

    /** What is wrong with these settings, a sentence each. */
    public List<String> problems() {
        return mostRows < 1
                ? List.of("meterhouse.reports.most-rows is %d; a table has at least 1 row.".formatted(mostRows))
                : List.of();
    }
}
