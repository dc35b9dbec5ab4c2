package io.meterhouse.jobs.operations;

import io.meterhouse.warehouse.WarehouseException;
import io.meterhouse.warehouse.WarehouseHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.List;

/** What the job repository remembers of jobs that ended long ago; a job that may be resumed stays, whatever its age. */
public final class FinishedExecutions {

    /** Executions of instances of which every execution ended before a time, and one to its end. */
    private static final String OLD_EXECUTIONS = """
            create local temporary table old_execution as
            select job_execution_id, job_instance_id
            from batch_job_execution
            where job_instance_id in (
                select job_instance_id
                from batch_job_execution
                group by job_instance_id
                having max(coalesce(end_time, timestamp '9999-12-31 00:00:00')) < ?
                    and bool_or(status in ('COMPLETED', 'ABANDONED', 'UNKNOWN'))
            )
            """;

    /** Children before their parents. */
    private static final List<String> DELETIONS = List.of(
            "delete from batch_step_execution_context where step_execution_id in (select step_execution_id from batch_step_execution where job_execution_id in (select job_execution_id from old_execution))",
            "delete from batch_step_execution where job_execution_id in (select job_execution_id from old_execution)",
            "delete from batch_job_execution_context where job_execution_id in (select job_execution_id from old_execution)",
            "delete from batch_job_execution_params where job_execution_id in (select job_execution_id from old_execution)",
            "delete from batch_job_execution where job_execution_id in (select job_execution_id from old_execution)",
            "delete from batch_job_instance where job_instance_id in (select job_instance_id from old_execution)");

    private final WarehouseHome home;

    /** Those of a home whose lease is held, so that nobody else has its job repository open. */
    public FinishedExecutions(WarehouseHome home) {
        this.home = home;
    }

    /**
     * How many executions there are of jobs that ended before a time.
     *
     * @throws WarehouseException when the job repository cannot be used
     */
    public long count(LocalDateTime before) {
        return onOld(before, repository -> {});
    }

    /**
     * Forgets them in one transaction.
     *
     * @throws WarehouseException when the job repository cannot be used
     */
    public void forget(LocalDateTime before) {
        onOld(before, repository -> {
            repository.setAutoCommit(false);
            try (Statement statement = repository.createStatement()) {
                for (String deletion : DELETIONS) {
                    statement.execute(deletion);
                }
            }
            repository.commit();
        });
    }

    @FunctionalInterface
    private interface Work {
        void on(Connection repository) throws SQLException;
    }

    private long onOld(LocalDateTime before, Work work) {
        Path file = home.operations().resolve("operations.mv.db");
        if (Files.notExists(file)) {
            return 0;
        }
        try (Connection repository = DriverManager.getConnection(OperationsConfiguration.url(home), "meterhouse", "")) {
            try (PreparedStatement old = repository.prepareStatement(OLD_EXECUTIONS)) {
                old.setTimestamp(1, Timestamp.valueOf(before));
                old.execute();
            }
            long count = count(repository);
            work.on(repository);
            return count;
        } catch (SQLException broken) {
            throw ResumableJob.cannotUse(file, broken);
        }
    }

    private static long count(Connection repository) throws SQLException {
        try (Statement statement = repository.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from old_execution")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
