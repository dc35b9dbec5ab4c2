package io.meterhouse.jobs.anomalies;

/**
 * What is judged.
 *
 * @param kind total, team, user, api_key, model, provider or source
 * @param number its number while a run looks at it
 * @param id its durable key
 */
record Scope(String kind, long number, String id) {}
