/** The rows that a report is made of: asked of the snapshot once, kept beside the report, and read back from there. */
@NullMarked
package io.meterhouse.reports.rows;

import org.jspecify.annotations.NullMarked;
