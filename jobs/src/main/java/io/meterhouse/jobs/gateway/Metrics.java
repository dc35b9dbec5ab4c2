package io.meterhouse.jobs.gateway;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;

/** Running sums of table rows, added in the order the rows come, as doubles: the noise of the real gateway included. */
final class Metrics {

    private static final SerializedString SPEND = new SerializedString("spend");
    private static final SerializedString FLAT_COST = new SerializedString("flat_cost");
    private static final SerializedString PROMPT_TOKENS = new SerializedString("prompt_tokens");
    private static final SerializedString COMPLETION_TOKENS = new SerializedString("completion_tokens");
    private static final SerializedString CACHE_READ = new SerializedString("cache_read_input_tokens");
    private static final SerializedString CACHE_CREATION = new SerializedString("cache_creation_input_tokens");
    private static final SerializedString COMPRESSION_SAVED = new SerializedString("compression_saved_tokens");
    private static final SerializedString COMPRESSION_SAVINGS = new SerializedString("compression_savings_spend");
    private static final SerializedString CACHING_SAVINGS = new SerializedString("prompt_caching_savings_spend");
    private static final SerializedString INJECTED_SAVINGS =
            new SerializedString("gateway_injected_caching_savings_spend");
    private static final SerializedString AUTOROUTER_SAVINGS = new SerializedString("autorouter_savings_spend");
    private static final SerializedString TOTAL_TOKENS = new SerializedString("total_tokens");
    private static final SerializedString SUCCESSFUL = new SerializedString("successful_requests");
    private static final SerializedString FAILED = new SerializedString("failed_requests");
    private static final SerializedString REQUESTS = new SerializedString("api_requests");
    private static final SerializedString RESPONSE_TIME = new SerializedString("total_response_time_ms");
    private static final SerializedString TIMED = new SerializedString("timed_requests");

    private int rows;
    private @Nullable UsageRow firstRow;
    private double spend;
    private long promptTokens;
    private long completionTokens;
    private long cacheReadInputTokens;
    private long cacheCreationInputTokens;
    private long compressionSavedTokens;
    private double compressionSavingsSpend;
    private double promptCachingSavingsSpend;
    private double gatewayInjectedCachingSavingsSpend;
    private double autorouterSavingsSpend;
    private long successfulRequests;
    private long failedRequests;
    private long apiRequests;
    private long totalResponseTimeMillis;
    private long timedRequests;

    void add(UsageRow row) {
        if (rows++ == 0) {
            firstRow = row;
        }
        spend += row.spend();
        promptTokens += row.promptTokens();
        completionTokens += row.completionTokens();
        cacheReadInputTokens += row.cacheReadInputTokens();
        cacheCreationInputTokens += row.cacheCreationInputTokens();
        compressionSavedTokens += row.compressionSavedTokens();
        compressionSavingsSpend += row.compressionSavingsSpend();
        promptCachingSavingsSpend += row.promptCachingSavingsSpend();
        gatewayInjectedCachingSavingsSpend += row.gatewayInjectedCachingSavingsSpend();
        autorouterSavingsSpend += row.autorouterSavingsSpend();
        successfulRequests += row.successfulRequests();
        failedRequests += row.failedRequests();
        apiRequests += row.apiRequests();
        totalResponseTimeMillis += row.totalResponseTimeMillis();
        timedRequests += row.timedRequests();
    }

    /** The row these sums consist of, or null when they are of several or none. */
    @Nullable
    UsageRow onlyRow() {
        return rows == 1 ? firstRow : null;
    }

    double spend() {
        return spend;
    }

    void write(JsonGenerator json) {
        json.writeStartObject();
        money(json, SPEND, spend);
        money(json, FLAT_COST, 0);
        count(json, PROMPT_TOKENS, promptTokens);
        count(json, COMPLETION_TOKENS, completionTokens);
        count(json, CACHE_READ, cacheReadInputTokens);
        count(json, CACHE_CREATION, cacheCreationInputTokens);
        count(json, COMPRESSION_SAVED, compressionSavedTokens);
        money(json, COMPRESSION_SAVINGS, compressionSavingsSpend);
        money(json, CACHING_SAVINGS, promptCachingSavingsSpend);
        money(json, INJECTED_SAVINGS, gatewayInjectedCachingSavingsSpend);
        money(json, AUTOROUTER_SAVINGS, autorouterSavingsSpend);
        count(json, TOTAL_TOKENS, promptTokens + completionTokens);
        count(json, SUCCESSFUL, successfulRequests);
        count(json, FAILED, failedRequests);
        count(json, REQUESTS, apiRequests);
        count(json, RESPONSE_TIME, totalResponseTimeMillis);
        count(json, TIMED, timedRequests);
        json.writeEndObject();
    }

    /** Writes the sums under the names they carry in the metadata of an answer, into the object that is open. */
    void writeTotals(JsonGenerator json) {
        money(json, "total_spend", spend);
        money(json, "total_flat_cost", 0);
        json.writeNumberProperty("total_prompt_tokens", promptTokens);
        json.writeNumberProperty("total_completion_tokens", completionTokens);
        json.writeNumberProperty("total_tokens", promptTokens + completionTokens);
        json.writeNumberProperty("total_api_requests", apiRequests);
        json.writeNumberProperty("total_successful_requests", successfulRequests);
        json.writeNumberProperty("total_failed_requests", failedRequests);
        json.writeNumberProperty("total_cache_read_input_tokens", cacheReadInputTokens);
        json.writeNumberProperty("total_cache_creation_input_tokens", cacheCreationInputTokens);
        json.writeNumberProperty("total_compression_saved_tokens", compressionSavedTokens);
        money(json, "total_compression_savings_spend", compressionSavingsSpend);
        money(json, "total_prompt_caching_savings_spend", promptCachingSavingsSpend);
        money(json, "total_gateway_injected_caching_savings_spend", gatewayInjectedCachingSavingsSpend);
        money(json, "total_autorouter_savings_spend", autorouterSavingsSpend);
        json.writeNumberProperty("total_response_time_ms", totalResponseTimeMillis);
        json.writeNumberProperty("total_timed_requests", timedRequests);
    }

    private static void money(JsonGenerator json, String name, double value) {
        json.writeName(name);
        json.writeNumber(PythonNumber.of(value));
    }

    private static void money(JsonGenerator json, SerializedString name, double value) {
        json.writeName(name);
        json.writeNumber(PythonNumber.of(value));
    }

    private static void count(JsonGenerator json, SerializedString name, long value) {
        json.writeName(name);
        json.writeNumber(value);
    }
}
