package io.meterhouse.jobs.operations;

import io.meterhouse.warehouse.WarehouseHome;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.configuration.annotation.EnableJdbcJobRepository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * Spring Batch's job repository in the home's operations file.
 *
 * <p>The context that holds it lives as long as a lease, so the file is open only while the lease is held.
 */
@Configuration(proxyBeanMethods = false)
@EnableBatchProcessing
@EnableJdbcJobRepository(dataSourceRef = "operations", transactionManagerRef = "transactionManager")
public class OperationsConfiguration {

    @Bean(destroyMethod = "dispose")
    JdbcConnectionPool operations(WarehouseHome home) throws SQLException {
        // Without a write delay a commit is in the file when it returns: a killed process forgets no day that it had
        // fetched.
        JdbcConnectionPool pool = JdbcConnectionPool.create(
                "jdbc:h2:file:%s;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0"
                        .formatted(home.operations().resolve("operations")),
                "meterhouse",
                "");
        createSchemaOnce(pool);
        return pool;
    }

    @Bean
    JdbcTransactionManager transactionManager(DataSource operations) {
        return new JdbcTransactionManager(operations);
    }

    private static void createSchemaOnce(DataSource operations) throws SQLException {
        try (Connection connection = operations.getConnection();
                ResultSet tables = connection.getMetaData().getTables(null, null, "BATCH_JOB_INSTANCE", null)) {
            if (!tables.next()) {
                new ResourceDatabasePopulator(new ClassPathResource("org/springframework/batch/core/schema-h2.sql"))
                        .populate(connection);
            }
        }
    }
}
