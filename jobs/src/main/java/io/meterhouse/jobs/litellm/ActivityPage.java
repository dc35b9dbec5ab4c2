package io.meterhouse.jobs.litellm;

/**
 * Where a page stands among the pages of its answer.
 *
 * @param totalPages pages the source counts; 0 when there are no rows
 * @param hasMore whether another page follows
 */
record ActivityPage(int totalPages, boolean hasMore) {}
