package io.meterhouse.jobs.operations;

import io.meterhouse.warehouse.WarehouseException;
import io.meterhouse.warehouse.WarehouseHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.h2.jdbcx.JdbcConnectionPool;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The operations database of a home, open for something other than a job. Only while the lease is held. */
public final class OperationsFile implements AutoCloseable {

    private final JdbcConnectionPool pool;

    private OperationsFile(JdbcConnectionPool pool) {
        this.pool = pool;
    }

    /** Whether the home has one. */
    public static boolean isThere(WarehouseHome home) {
        return Files.exists(file(home));
    }

    /**
     * Opens it, or makes it.
     *
     * @throws io.meterhouse.warehouse.OtherHomeException when it is another home's
     * @throws WarehouseException when it cannot be used
     */
    public static OperationsFile open(WarehouseHome home) {
        try {
            return new OperationsFile(OperationsConfiguration.open(home));
        } catch (SQLException unusable) {
            throw ResumableJob.cannotUse(file(home), unusable);
        }
    }

    public JdbcClient database() {
        return JdbcClient.create(pool);
    }

    /** Does all of the work or nothing of it; it is in the file when the call returns. */
    public void inTransaction(Consumer<JdbcClient> work) {
        new TransactionTemplate(new JdbcTransactionManager(pool)).executeWithoutResult(done -> work.accept(database()));
    }

    @Override
    public void close() {
        pool.dispose();
    }

    private static Path file(WarehouseHome home) {
        return home.operations().resolve("operations.mv.db");
    }
}
