package io.meterhouse.jobs.alerts;

/**
 * A rule that cannot run.
 *
 * @param name what it is called
 * @param problem why, a sentence
 */
record BrokenRule(String name, String problem) {}
