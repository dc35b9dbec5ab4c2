/** How reports tell of what is to come and what is unusual: forecast, anomalies and alerts. */
@NullMarked
package io.meterhouse.reports.outlook;

import org.jspecify.annotations.NullMarked;
