/** How a reader's language says it: texts, figures, days and ranges. */
@NullMarked
package io.meterhouse.reports.wording;

import org.jspecify.annotations.NullMarked;
