/** What users and budgets are held to: tiers of the plan book and lines of the budget book. */
@NullMarked
package io.meterhouse.jobs.plans;

import org.jspecify.annotations.NullMarked;
