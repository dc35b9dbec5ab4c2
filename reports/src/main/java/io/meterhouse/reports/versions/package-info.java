/** Numbered versions of reports and exports on disk: each appears whole, and an earlier one is never changed. */
@NullMarked
package io.meterhouse.reports.versions;

import org.jspecify.annotations.NullMarked;
