/** The star of the snapshot as Parquet, for programs that read no DuckDB file. */
@NullMarked
package io.meterhouse.reports.star;

import org.jspecify.annotations.NullMarked;
