/** What the months will come to: totals, teams and providers, by the method that a back-test found best, with its error and a band. */
@NullMarked
package io.meterhouse.jobs.forecast;

import org.jspecify.annotations.NullMarked;
