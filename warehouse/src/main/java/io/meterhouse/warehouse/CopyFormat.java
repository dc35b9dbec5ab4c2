package io.meterhouse.warehouse;

/** As what an answer is written when its rows need not be looked at. */
public enum CopyFormat {
    /** UTF-8 with a header, NULL empty, times in UTC like {@code 2026-09-30T00:00:00Z}. */
    CSV("format csv, header true, timestampformat '%Y-%m-%dT%H:%M:%SZ'"),
    /** One file. */
    PARQUET("format parquet, compression zstd"),
    /** A folder with one {@code usage_date=YYYY-MM-DD} for each day, the day itself in the folder's name only. */
    PARQUET_BY_DAY("format parquet, compression zstd, partition_by (usage_date)");

    private final String options;

    CopyFormat(String options) {
        this.options = options;
    }

    String options() {
        return options;
    }
}
