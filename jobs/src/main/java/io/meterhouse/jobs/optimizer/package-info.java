/** Finds what would cost less or earn more, from facts alone, and keeps track of what became of each finding. */
@org.jspecify.annotations.NullMarked
package io.meterhouse.jobs.optimizer;
