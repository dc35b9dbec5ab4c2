package io.meterhouse.jobs.auditlogs;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.batch.infrastructure.item.database.JdbcCursorItemReader;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;

/** Reads the rows of a window by a cursor, some at a time, and says readably when the database does not give them. */
class EventReader extends JdbcCursorItemReader<SourceRow> {

    private final AuditDatabase database;

    EventReader(DataSource source, AuditDatabase database, AuditTable table, AuditWindow window, int fetchSize) {
        super(source, table.select(), (row, number) -> database.row(row, table));
        this.database = database;
        setPreparedStatementSetter(statement -> database.bind(statement, table, window));
        // PostgreSQL reads by a cursor only inside a transaction; else it keeps the whole table in memory.
        setConnectionAutoCommit(false);
        setFetchSize(fetchSize);
        setVerifyCursorPosition(false);
        setSaveState(false);
    }

    @Override
    protected DataAccessException translateSqlException(String task, String sql, SQLException refused) {
        AuditSourceException failure = database.failure(refused);
        return new DataAccessResourceFailureException(String.valueOf(failure.getMessage()), failure);
    }
}
