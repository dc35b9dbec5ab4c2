/** Prints a document's tables as files: CSV, sheets of a workbook, JSON. */
@NullMarked
package io.meterhouse.reports.files;

import org.jspecify.annotations.NullMarked;
