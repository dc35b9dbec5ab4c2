package io.meterhouse.jobs.litellm;

import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowSource.Column;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** The tables in which a day is handed to the warehouse. */
final class UsageRows {

    private static final List<Column> COUNTERS = List.of(
            Column.count("request_count"),
            Column.count("successful_request_count"),
            Column.count("failed_request_count"),
            Column.count("prompt_tokens"),
            Column.count("completion_tokens"),
            Column.count("total_tokens"),
            Column.count("cache_read_tokens"),
            Column.count("cache_write_tokens"),
            Column.money("spend_usd"),
            Column.count("response_time_ms_sum"),
            Column.count("timed_request_count"));

    private UsageRows() {}

    /** One row per cell of the exact grain. */
    static RowSource usage(List<UsageCell> cells) {
        return rows(
                List.of("api_key", "model", "provider", "user_name"),
                cells.stream()
                        .map(cell -> new NamedCounters(
                                List.of(cell.apiKey(), cell.model(), cell.provider(), cell.user()), cell.counters()))
                        .iterator());
    }

    /** One row per key, kind and value of the breakdowns that are not joint with the model. */
    static RowSource breakdown(DayActivity activity) {
        return rows(
                List.of("api_key", "kind", "value"),
                Stream.of(Dimension.ENDPOINT, Dimension.MODEL_GROUP, Dimension.MCP_TOOL)
                        .flatMap(dimension -> activity.members(dimension).entrySet().stream()
                                .flatMap(member -> member.getValue().keys.entrySet().stream()
                                        .map(key -> new NamedCounters(
                                                List.of(key.getKey(), dimension.scope, member.getKey()),
                                                key.getValue()))))
                        .iterator());
    }

    /** One row per sum the source states: of the day and of every member that must balance. */
    static RowSource sums(DayActivity activity) {
        Stream<NamedCounters> day = activity.total.isNothing()
                ? Stream.of()
                : Stream.of(new NamedCounters(List.of("day", ""), activity.total));
        Stream<NamedCounters> keys = activity.keys.entrySet().stream()
                .map(key -> new NamedCounters(List.of("api_key", key.getKey()), key.getValue()));
        Stream<NamedCounters> members = Stream.of(Dimension.values())
                .flatMap(dimension -> activity.members(dimension).entrySet().stream()
                        .map(member ->
                                new NamedCounters(List.of(dimension.scope, member.getKey()), member.getValue().total)));
        return rows(
                List.of("scope", "member"),
                Stream.of(day, keys, members).flatMap(sum -> sum).iterator());
    }

    /** One row per key of which the answer says more than its hash. */
    static RowSource keys(DayActivity activity) {
        return RowSource.of(
                List.of(
                        Column.text("api_key"),
                        Column.text("key_alias"),
                        Column.text("team_id"),
                        Column.text("user_id")),
                activity.keyMetadata.entrySet().iterator(),
                (key, row) -> {
                    row.text(0, key.getKey());
                    row.text(1, key.getValue().keyAlias());
                    row.text(2, key.getValue().teamId());
                    row.text(3, key.getValue().userId());
                });
    }

    private record NamedCounters(List<String> names, Counters counters) {}

    private static RowSource rows(List<String> names, Iterator<NamedCounters> rows) {
        List<Column> columns = new ArrayList<>(names.stream().map(Column::text).toList());
        columns.addAll(COUNTERS);
        return RowSource.of(columns, rows, (next, row) -> {
            int column = 0;
            for (String name : next.names()) {
                row.text(column++, name);
            }
            Counters counters = next.counters();
            row.count(column++, counters.requests);
            row.count(column++, counters.successfulRequests);
            row.count(column++, counters.failedRequests);
            row.count(column++, counters.promptTokens);
            row.count(column++, counters.completionTokens);
            row.count(column++, counters.totalTokens());
            row.count(column++, counters.cacheReadTokens);
            row.count(column++, counters.cacheWriteTokens);
            row.money(column++, counters.spend);
            row.count(column++, counters.timedRequests == 0 ? null : counters.responseTimeMillis);
            row.count(column, counters.timedRequests == 0 ? null : counters.timedRequests);
        });
    }
}
