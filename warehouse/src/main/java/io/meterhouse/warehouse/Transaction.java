package io.meterhouse.warehouse;

import java.sql.Connection;
import java.sql.SQLException;

/** All of a piece of work on a connection, or nothing of it, whatever it throws. */
final class Transaction {

    private Transaction() {}

    /** What belongs together. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }

    /**
     * Commits everything the work does, or nothing of it.
     *
     * @throws SQLException when the engine refuses the work or its commit
     */
    static <T> T of(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        T result;
        try {
            result = work.run();
            connection.commit();
        } catch (Throwable failed) {
            rollBack(connection, failed);
            throw failed;
        }
        connection.setAutoCommit(true);
        return result;
    }

    /**
     * Does the work, and nothing of it stays.
     *
     * @throws SQLException when the engine refuses the work
     */
    static <T> T undone(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        T result;
        try {
            result = work.run();
            connection.rollback();
        } catch (Throwable failed) {
            rollBack(connection, failed);
            throw failed;
        }
        connection.setAutoCommit(true);
        return result;
    }

    /** The engine commits what is pending when it is put back to committing by itself, so that comes only after a rollback. */
    private static void rollBack(Connection connection, Throwable failed) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException cannotRollBack) {
            failed.addSuppressed(cannotRollBack);
            discard(connection, failed);
        }
    }

    /** A connection with half a transaction on it must not be used again. */
    private static void discard(Connection connection, Throwable failed) {
        try {
            connection.close();
        } catch (SQLException cannotClose) {
            failed.addSuppressed(cannotClose);
        }
    }
}
