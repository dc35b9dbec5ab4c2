package io.meterhouse.warehouse;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;

/** A program with nothing but a driver on its class path: answers each query on a snapshot with one line. */
final class OldestClient {

    private OldestClient() {}

    /**
     * Prints the engine's version, then a line a query, its columns separated by {@code |}.
     *
     * @param arguments the snapshot, then the queries
     */
    public static void main(String[] arguments) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("attach '%s' as meterhouse (read_only)".formatted(arguments[0]));
            statement.execute("use meterhouse");
            System.out.println(connection.getMetaData().getDatabaseProductVersion());
            for (int i = 1; i < arguments.length; i++) {
                try (ResultSet rows = statement.executeQuery(arguments[i])) {
                    rows.next();
                    System.out.println(line(rows));
                }
            }
        }
    }

    private static String line(ResultSet rows) throws Exception {
        StringBuilder line = new StringBuilder(rows.getString(1));
        for (int i = 2; i <= rows.getMetaData().getColumnCount(); i++) {
            line.append('|').append(rows.getString(i));
        }
        return line.toString();
    }
}
