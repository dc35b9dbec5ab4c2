package io.meterhouse.jobs.operations;

import io.meterhouse.warehouse.OtherHomeException;
import io.meterhouse.warehouse.WarehouseHome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
class OperationsConfiguration {

    @Bean(destroyMethod = "dispose")
    JdbcConnectionPool operations(WarehouseHome home) throws SQLException {
        return open(home);
    }

    /** The file of a home, with Batch's tables in it. */
    static JdbcConnectionPool open(WarehouseHome home) throws SQLException {
        // Without a write delay a commit is in the file when it returns: a killed process forgets no day that it had
        // fetched.
        JdbcConnectionPool pool = JdbcConnectionPool.create(url(home), "meterhouse", "");
        boolean isOurs = false;
        try {
            createSchemaOnce(pool);
            refuseOther(home, pool);
            isOurs = true;
            return pool;
        } finally {
            if (!isOurs) {
                pool.dispose();
            }
        }
    }

    static String url(WarehouseHome home) {
        return "jdbc:h2:file:%s;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0"
                .formatted(home.operations().resolve("operations"));
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

    private static void refuseOther(WarehouseHome home, DataSource operations) throws SQLException {
        try (Connection connection = operations.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists meterhouse_home (home_id varchar not null)");
            try (PreparedStatement first = connection.prepareStatement(
                    "insert into meterhouse_home select ? where not exists (select 1 from meterhouse_home)")) {
                first.setString(1, home.id());
                first.execute();
            }
            try (ResultSet recorded = statement.executeQuery("select home_id from meterhouse_home")) {
                recorded.next();
                if (!recorded.getString(1).equals(home.id())) {
                    throw new OtherHomeException(
                            home.operations().resolve("operations.mv.db"), recorded.getString(1), home);
                }
            }
        }
    }
}
