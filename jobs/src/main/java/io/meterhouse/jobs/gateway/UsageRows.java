package io.meterhouse.jobs.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The usage table behind the gateway, asked a day at a time. */
@FunctionalInterface
public interface UsageRows {

    /** The rows of a day in any order; the same day must always give the same rows. */
    List<UsageRow> of(LocalDate day);

    /** Serves rows that are already in memory. */
    static UsageRows of(List<UsageRow> rows) {
        Map<LocalDate, List<UsageRow>> byDay = new HashMap<>();
        for (UsageRow row : rows) {
            byDay.computeIfAbsent(row.date(), day -> new ArrayList<>()).add(row);
        }
        return day -> byDay.getOrDefault(day, List.of());
    }

    /** Reads table rows written one JSON object to a line, under the table's own column names. */
    static UsageRows fromNdjson(Reader lines) throws IOException {
        JsonMapper mapper = JsonMapper.shared();
        List<UsageRow> rows = new ArrayList<>();
        BufferedReader reader = new BufferedReader(lines);
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (!line.isBlank()) {
                rows.add(row(mapper.readTree(line)));
            }
        }
        return of(rows);
    }

    private static UsageRow row(JsonNode json) {
        return new UsageRow(
                json.required("id").asString(),
                textOrNull(json, "user_id"),
                LocalDate.parse(json.required("date").asString()),
                json.required("api_key").asString(),
                textOrNull(json, "model"),
                textOrNull(json, "model_group"),
                textOrNull(json, "custom_llm_provider"),
                json.required("mcp_namespaced_tool_name").asString(),
                json.required("endpoint").asString(),
                json.required("prompt_tokens").asLong(),
                json.required("completion_tokens").asLong(),
                json.required("cache_read_input_tokens").asLong(),
                json.required("cache_creation_input_tokens").asLong(),
                json.required("compression_saved_tokens").asLong(),
                json.required("compression_savings_spend").asDouble(),
                json.required("prompt_caching_savings_spend").asDouble(),
                json.required("gateway_injected_caching_savings_spend").asDouble(),
                json.required("autorouter_savings_spend").asDouble(),
                json.required("spend").asDouble(),
                json.required("api_requests").asLong(),
                json.required("successful_requests").asLong(),
                json.required("failed_requests").asLong(),
                json.required("total_response_time_ms").asLong(),
                json.required("timed_requests").asLong());
    }

    private static @Nullable String textOrNull(JsonNode json, String name) {
        JsonNode value = json.required(name);
        return value.isNull() ? null : value.asString();
    }
}
