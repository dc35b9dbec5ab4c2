/** What a report says of the usage in its period, whoever's it is: how many days are loaded, the sums, and how they changed. */
@NullMarked
package io.meterhouse.reports.period;

import org.jspecify.annotations.NullMarked;
