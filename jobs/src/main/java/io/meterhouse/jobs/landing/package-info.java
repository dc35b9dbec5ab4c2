/** Answers of the sources as received less secrets, each fetch one folder whose manifest is written last. */
@NullMarked
package io.meterhouse.jobs.landing;

import org.jspecify.annotations.NullMarked;
