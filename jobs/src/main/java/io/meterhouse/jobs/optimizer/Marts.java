package io.meterhouse.jobs.optimizer;

import io.meterhouse.warehouse.RowMapper;
import java.util.List;

/** What the warehouse or its snapshot answers. */
@FunctionalInterface
interface Marts {

    <C> List<C> query(String sql, RowMapper<C> mapper);
}
