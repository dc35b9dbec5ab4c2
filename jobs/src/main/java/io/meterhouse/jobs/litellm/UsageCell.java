package io.meterhouse.jobs.litellm;

/**
 * Usage at the exact grain of the star, in LiteLLM's own words.
 *
 * @param apiKey hash of the key; empty when LiteLLM knew none
 * @param model stored model name; empty when there is none
 * @param provider provider, {@code unknown} when LiteLLM knew none
 * @param user user id, {@code Unassigned} when there is none
 * @param counters the figures
 */
record UsageCell(String apiKey, String model, String provider, String user, Counters counters) {}
