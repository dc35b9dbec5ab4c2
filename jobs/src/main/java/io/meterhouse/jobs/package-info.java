/** The Spring Batch jobs, one package for each source or duty, and what they share. */
@NullMarked
package io.meterhouse.jobs;

import org.jspecify.annotations.NullMarked;
