package io.meterhouse.warehouse;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A program that holds a warehouse file open until its standard input ends. */
final class HeldFile {

    private HeldFile() {}

    public static void main(String[] arguments) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + arguments[0])) {
            System.out.println(connection.isClosed() ? "closed" : "open");
            while (System.in.read() >= 0) {}
        }
    }
}
