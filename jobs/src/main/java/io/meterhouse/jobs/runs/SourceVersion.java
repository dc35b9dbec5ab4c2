package io.meterhouse.jobs.runs;

import org.jspecify.annotations.Nullable;

/**
 * The version of the proxy that a run read.
 *
 * @param version as the proxy tells it
 * @param warning what is known against it; null when nothing is
 */
public record SourceVersion(String version, @Nullable String warning) {}
