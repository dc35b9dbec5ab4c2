package io.meterhouse.warehouse;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * Limits of the database engine.
 *
 * @param memoryLimit most memory DuckDB may use, beside the Java heap, as DuckDB writes sizes
 * @param threads threads DuckDB may use, at least 1
 * @param tempLimit most disk DuckDB may use for spilling, as DuckDB writes sizes
 * @param freeSpace disk that has to be free before a run begins, beside twice the size of the warehouse file, as DuckDB writes sizes
 */
@ConfigurationProperties("meterhouse.warehouse")
public record WarehouseProperties(
        @DefaultValue("1GB") String memoryLimit,
        @DefaultValue("2") int threads,
        @DefaultValue("10GB") String tempLimit,
        @DefaultValue("1GB") String freeSpace) {

    private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([KMGT])(i?)B");

    /** What the home of a demo takes at most. */
    private static final String SMALL = "300MB";

    /** The limits a machine of two cores is served with when nothing is configured but by properties of the process. */
    public static WarehouseProperties defaults() {
        return new Binder(new MapConfigurationPropertySource(System.getProperties()))
                .bindOrCreate("meterhouse.warehouse", WarehouseProperties.class);
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
        if (!SIZE.matcher(freeSpace).matches()) {
            problems.add(
                    "meterhouse.warehouse.free-space is '%s'; write a size such as 1GB, or 0KB to ask for no more than twice the warehouse file."
                            .formatted(freeSpace));
        }
        if (threads < 1) {
            problems.add("meterhouse.warehouse.threads is %d; it must be at least 1.".formatted(threads));
        }
        return problems;
    }

    /** The same for a home that is small and stays so. */
    public WarehouseProperties ofSmallHome() {
        return bytes(freeSpace) <= bytes(SMALL) ? this : withFreeSpace(SMALL);
    }

    /** The same with another demand of the disk. */
    public WarehouseProperties withFreeSpace(String other) {
        return new WarehouseProperties(memoryLimit, threads, tempLimit, other);
    }

    long freeSpaceBytes() {
        return bytes(freeSpace);
    }

    private static long bytes(String size) {
        Matcher parts = SIZE.matcher(size);
        if (!parts.matches()) {
            throw new IllegalArgumentException("Not a size: " + size);
        }
        BigDecimal unit =
                BigDecimal.valueOf(parts.group(3).isEmpty() ? 1_000 : 1_024).pow("KMGT".indexOf(parts.group(2)) + 1);
        return new BigDecimal(parts.group(1)).multiply(unit).longValue();
    }
}
