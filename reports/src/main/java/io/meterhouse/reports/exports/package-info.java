/** Rows of the snapshot as files for other programs: written by the engine itself, a version a folder. */
@NullMarked
package io.meterhouse.reports.exports;

import org.jspecify.annotations.NullMarked;
