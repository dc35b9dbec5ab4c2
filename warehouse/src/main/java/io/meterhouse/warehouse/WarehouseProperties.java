package io.meterhouse.warehouse;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of the database engine.
 *
 * @param memoryLimit most memory DuckDB may use, beside the Java heap, as DuckDB writes sizes
 * @param threads threads DuckDB may use, at least 1
 * @param tempLimit most disk DuckDB may use for spilling, as DuckDB writes sizes
 */
@ConfigurationProperties("meterhouse.warehouse")
public record WarehouseProperties(
        @DefaultValue("1GB") String memoryLimit,
        @DefaultValue("2") int threads,
        @DefaultValue("10GB") String tempLimit) {

    private static final Pattern SIZE = Pattern.compile("\\d+(\\.\\d+)?\\s*([KMGT]i?B)");

    /** The limits a machine of two cores is served with when nothing is configured. */
    public static WarehouseProperties defaults() {
        return new Binder().bindOrCreate("meterhouse.warehouse", WarehouseProperties.class);
    }

    /** What is wrong with these settings, a sentence each. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!SIZE.matcher(memoryLimit).matches()) {
            problems.add("meterhouse.warehouse.memory-limit is '%s'; write a size such as 1GB.".formatted(memoryLimit));
        }
        if (!SIZE.matcher(tempLimit).matches()) {
            problems.add("meterhouse.warehouse.temp-limit is '%s'; write a size such as 10GB.".formatted(tempLimit));
        }
        if (threads < 1) {
            problems.add("meterhouse.warehouse.threads is %d; it must be at least 1.".formatted(threads));
        }
        return problems;
    }
}
