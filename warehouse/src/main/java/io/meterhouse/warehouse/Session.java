package io.meterhouse.warehouse;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What every connection to the engine is told before it is used, and the macros it has of its own. */
final class Session {

    private static final List<String> SCRIPTS =
            List.of("session/settings", "macros/is_same_spend", "macros/member_digest", "macros/is_tried_weekly");

    private Session() {}

    static void begin(Statement statement) throws SQLException {
        for (String script : SCRIPTS) {
            statement.execute(SqlScript.named(script).text());
        }
    }
}
