package io.meterhouse.warehouse;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The marts as this program defines them. The schema holds nothing else. */
final class Marts {

    private static final List<SqlScript> SCRIPTS = SqlScript.buildOrder("marts").stream()
            .map(mart -> SqlScript.named("marts/" + mart))
            .toList();

    private static final String FINGERPRINT = fingerprint();

    private Marts() {}

    /** Creates the marts, and drops those of another version, unless exactly these stand there already. */
    static void bringTo(WarehouseWriter writer) {
        List<String> standing =
                writer.query("select fingerprint from ops.mart_version", row -> row.text("fingerprint"));
        if (standing.equals(List.of(FINGERPRINT))) {
            return;
        }
        writer.inTransaction(() -> {
            standing(writer).forEach(mart -> drop(mart, writer));
            SCRIPTS.forEach(writer::execute);
            writer.execute(new SqlScript("that forgets the marts before", "delete from ops.mart_version"));
            return writer.query(
                    "insert into ops.mart_version values (?) returning fingerprint",
                    row -> row.text("fingerprint"),
                    FINGERPRINT);
        });
    }

    private record Mart(String name, String kind) {}

    private static List<Mart> standing(WarehouseWriter writer) {
        return writer.query("""
                select view_name as name, 'view' as kind from duckdb_views()
                where database_name = current_database() and schema_name = 'marts'
                union
                select function_name, if(function_type = 'table_macro', 'macro table', 'macro') from duckdb_functions()
                where database_name = current_database() and schema_name = 'marts'
                """, row -> new Mart(row.text("name"), row.text("kind")));
    }

    private static void drop(Mart mart, WarehouseWriter writer) {
        writer.execute(new SqlScript(
                "that drops marts." + mart.name(),
                "drop %s marts.\"%s\"".formatted(mart.kind(), mart.name().replace("\"", "\"\""))));
    }

    private static String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            SCRIPTS.forEach(
                    script -> digest.update((script.name() + '\n' + script.text()).getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java runtime has SHA-256", missing);
        }
    }
}
