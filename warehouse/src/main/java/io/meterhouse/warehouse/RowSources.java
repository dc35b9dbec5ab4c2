package io.meterhouse.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBLogicalType;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionBuilder;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.jspecify.annotations.Nullable;

/**
 * The table function {@code meterhouse_rows(id)} through which DuckDB reads a {@link RowSource}.
 *
 * <p>Functions are global to a database and cannot be unregistered, so one name serves all sources and the id tells them apart.
 */
final class RowSources
        implements DuckDBTableFunction<
                RowSource, Queue<RowSource.RowReader>, AtomicReference<RowSource.@Nullable RowReader>> {

    private static final Map<Long, RowSource> OFFERED = new ConcurrentHashMap<>();
    private static final AtomicLong NEXT_ID = new AtomicLong();

    static void register(Connection connection) throws SQLException {
        try (DuckDBTableFunctionBuilder function = DuckDBFunctions.tableFunction()) {
            function.withName("meterhouse_rows")
                    .withParameter(DuckDBColumnType.BIGINT)
                    .withFunction(new RowSources())
                    .register(connection);
        }
    }

    static long offer(RowSource source) {
        long id = NEXT_ID.incrementAndGet();
        OFFERED.put(id, source);
        return id;
    }

    static void withdraw(long id) {
        OFFERED.remove(id);
    }

    @Override
    public RowSource bind(DuckDBTableFunctionBindInfo info) throws SQLException {
        long id = info.getParameter(0).getLong();
        RowSource source = OFFERED.get(id);
        if (source == null) {
            throw new SQLException("No row source is offered under " + id);
        }
        for (RowSource.Column column : source.columns()) {
            switch (column.type()) {
                case TEXT -> info.addResultColumn(column.name(), DuckDBColumnType.VARCHAR);
                case COUNT -> info.addResultColumn(column.name(), DuckDBColumnType.BIGINT);
                case MONEY -> info.addResultColumn(column.name(), DuckDBLogicalType.decimal(38, 12));
            }
        }
        return source;
    }

    /** The readers that no thread has begun with. */
    @Override
    public Queue<RowSource.RowReader> init(DuckDBTableFunctionInitInfo info) {
        RowSource source = info.getBindData();
        info.setMaxThreads(source.readers().size());
        return new ConcurrentLinkedQueue<>(source.readers());
    }

    /** The reader a thread is at, none before its first chunk. */
    @Override
    public AtomicReference<RowSource.@Nullable RowReader> localInit(DuckDBTableFunctionInitInfo info) {
        return new AtomicReference<>();
    }

    @Override
    public long apply(DuckDBTableFunctionCallInfo call, DuckDBDataChunkWriter chunk) {
        RowSource source = call.getBindData();
        Queue<RowSource.RowReader> waiting = call.getInitData();
        AtomicReference<RowSource.@Nullable RowReader> current = call.getLocalInitData();
        RowWriter row = new RowWriter(source.columns(), chunk);
        while (row.rowCount() < chunk.capacity()) {
            RowSource.RowReader reader = current.get();
            if (reader != null && reader.writeNext(row)) {
                row.nextRow();
            } else {
                current.set(waiting.poll());
                if (current.get() == null) {
                    break;
                }
            }
        }
        row.flush();
        return row.rowCount();
    }
}
