/** What people decide about findings: kept in the operations database for ever, and told by the warehouse. */
@NullMarked
package io.meterhouse.jobs.decisions;

import org.jspecify.annotations.NullMarked;
