/** What crosses a level of {@code config/alert_rules.csv}, each once, and rules that cannot run. */
@NullMarked
package io.meterhouse.jobs.alerts;

import org.jspecify.annotations.NullMarked;
