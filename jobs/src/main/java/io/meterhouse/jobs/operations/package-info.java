/** The operations database of a home: Spring Batch's memory of what ran, and the summaries readers may see. */
@NullMarked
package io.meterhouse.jobs.operations;

import org.jspecify.annotations.NullMarked;
