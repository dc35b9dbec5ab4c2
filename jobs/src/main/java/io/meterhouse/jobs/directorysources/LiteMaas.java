package io.meterhouse.jobs.directorysources;

import io.meterhouse.jobs.directory.DirectoryListing;
import io.meterhouse.jobs.directory.KeyMetadata;
import io.meterhouse.jobs.landing.LandedFetch;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The database of LiteMaaS: its users, keys, teams and models as of one moment. */
final class LiteMaas implements MemberDirectory {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int FETCH_SIZE = 1_000;

    /** What LiteMaaS writes for no limit. */
    private static final int UNLIMITED = Integer.MAX_VALUE;

    private final LiteMaasProperties properties;
    private final Supplier<Set<String>> keyMetadata;

    LiteMaas(LiteMaasProperties properties, Supplier<Set<String>> keyMetadata) {
        this.properties = properties;
        this.keyMetadata = keyMetadata;
    }

    @Override
    public String source() {
        return "litemaas";
    }

    @Override
    public boolean isConfigured() {
        return properties.jdbcUrl() != null;
    }

    @Override
    public String place() {
        return properties.address();
    }

    @Override
    public Map<String, List<ObjectNode>> read() {
        Map<String, List<ObjectNode>> lists = new LinkedHashMap<>();
        Set<String> wanted = keyMetadata.get();
        try (Connection connection = connect()) {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            for (LiteMaasTable table : LiteMaasTable.values()) {
                read(table, connection, wanted).ifPresent(rows -> lists.put(table.kind(), rows));
            }
            return lists;
        } catch (SQLException refused) {
            throw failure(refused);
        }
    }

    private Optional<List<ObjectNode>> read(LiteMaasTable table, Connection connection, Set<String> wanted)
            throws SQLException {
        List<String> columns = columns(table, connection);
        if (columns.isEmpty() && !table.isRequired()) {
            return Optional.empty();
        }
        if (!columns.containsAll(table.required())) {
            throw new DirectoryUnusableException(
                    "The database of LiteMaaS at %s has no table %s with the columns %s that %s may read. Check meterhouse.directory.litemaas.jdbc-url, and grant select on these columns."
                            .formatted(place(), name(table), String.join(", ", table.required()), reader()));
        }
        List<ObjectNode> rows = rows(table, columns, connection);
        if (rows.isEmpty() && table == LiteMaasTable.USERS) {
            throw new DirectoryUnusableException(
                    "The database of LiteMaaS at %s lists no user at all, which no installation does. Check meterhouse.directory.litemaas.jdbc-url and the rights of %s."
                            .formatted(place(), reader()));
        }
        rows.forEach(row -> {
            if (row.has("metadata")) {
                row.set("metadata", KeyMetadata.only(wanted, row.path("metadata")));
            }
        });
        return Optional.of(rows);
    }

    /** Those of the wanted columns that are there and may be read. */
    private static List<String> columns(LiteMaasTable table, Connection connection) throws SQLException {
        Set<String> there = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "select column_name from information_schema.columns where table_schema = any(current_schemas(false)) and table_name = ?")) {
            statement.setString(1, name(table));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    there.add(rows.getString(1));
                }
            }
        }
        return Stream.concat(table.required().stream(), table.others().stream())
                .filter(there::contains)
                .toList();
    }

    private static List<ObjectNode> rows(LiteMaasTable table, List<String> columns, Connection connection)
            throws SQLException {
        String query = "select row_to_json(entry)::text from (select %s from %s order by %s) as entry"
                .formatted(
                        String.join(", ", columns),
                        name(table),
                        table.required().get(0));
        List<ObjectNode> entries = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH_SIZE);
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    entries.add((ObjectNode) JSON.readTree(rows.getString(1)));
                }
            }
        }
        return entries;
    }

    private static String name(LiteMaasTable table) {
        return table.name().toLowerCase(Locale.ROOT);
    }

    private Connection connect() throws SQLException {
        Properties driver = new Properties();
        driver.setProperty("readOnly", "true");
        driver.setProperty("ApplicationName", "meterhouse");
        driver.setProperty("connectTimeout", "20");
        driver.setProperty("socketTimeout", "600");
        if (properties.username() != null) {
            driver.setProperty("user", properties.username());
        }
        if (properties.password() != null) {
            driver.setProperty("password", properties.password());
        }
        return DriverManager.getConnection(String.valueOf(properties.jdbcUrl()), driver);
    }

    private String reader() {
        return properties.username() == null ? "the user of the connection" : properties.username();
    }

    private DirectoryUnusableException failure(SQLException refused) {
        String said =
                String.valueOf(refused.getMessage()).replaceAll("\\s+", " ").strip();
        return new DirectoryUnusableException(
                "The database of LiteMaaS at %s cannot be read: %s. Check meterhouse.directory.litemaas.jdbc-url, its username and METERHOUSE_DIRECTORY_LITEMAAS_PASSWORD, and whether the database runs."
                        .formatted(place(), said),
                refused);
    }

    @Override
    public DirectoryListing listing(LandedFetch fetch) {
        List<DirectoryListing.Entry> entries = new ArrayList<>();
        LandedEntries.of(fetch, "user").forEach(user -> entries.add(user(user)));
        LandedEntries.of(fetch, "api_key").forEach(key -> entries.add(key(key)));
        LandedEntries.of(fetch, "team").forEach(team -> entries.add(team(team)));
        LandedEntries.of(fetch, "model").forEach(model -> entries.add(model(model)));
        Set<String> kinds = new HashSet<>();
        for (LiteMaasTable table : LiteMaasTable.values()) {
            if (LandedEntries.has(fetch, table.kind())) {
                kinds.add(table.kind());
            }
        }
        return new DirectoryListing(source(), fetch.manifest().fetchedAt(), kinds, entries);
    }

    private static DirectoryListing.Entry user(JsonNode user) {
        String name = Attributes.text(user, "full_name");
        return limited(user)
                .with("user_alias", name == null ? Attributes.text(user, "username") : name)
                .with("user_email", user.path("email"))
                .with("user_role", user.path("roles").path(0))
                .with("oauth_id", user.path("oauth_id"))
                .with("active", user.path("is_active"))
                .of("user", user.path("id").stringValue(""));
    }

    /** A key that LiteLLM does not have any more is called orphaned, and was called by its name before. */
    private static DirectoryListing.Entry key(JsonNode key) {
        String alias = Attributes.text(key, "litellm_key_alias");
        boolean isOrphaned = alias != null && alias.startsWith("orphaned_");
        Attributes attributes = limited(key)
                .with("key_alias", alias == null || isOrphaned ? Attributes.text(key, "name") : alias)
                .with("user_id", key.path("user_id"))
                .with("expires", key.path("expires_at"))
                .with("created_at", key.path("created_at"));
        if (key.path("is_active").isBoolean()) {
            attributes.with("blocked", !key.path("is_active").booleanValue());
        }
        if (isOrphaned || Attributes.text(key, "revoked_at") != null) {
            attributes.with("deleted", true).with("deleted_at", key.path("revoked_at"));
        }
        if (!key.path("metadata").isEmpty()) {
            attributes.with("metadata", key.path("metadata"));
        }
        return attributes.of("api_key", key.path("key_hash").stringValue(""));
    }

    private static DirectoryListing.Entry team(JsonNode team) {
        String alias = Attributes.text(team, "alias");
        String idAtLiteLlm = Attributes.text(team, "lite_llm_team_id");
        return limited(team)
                .with("team_alias", alias == null ? Attributes.text(team, "name") : alias)
                .of("team", idAtLiteLlm == null ? team.path("id").stringValue("") : idAtLiteLlm);
    }

    private static DirectoryListing.Entry model(JsonNode model) {
        @Nullable String behind = Attributes.text(model, "backend_model_name");
        String name = model.path("id").stringValue("");
        return new Attributes()
                .with("model", behind == null ? name : behind)
                .with("model_name", name)
                .with("input_cost_per_token", model.path("input_cost_per_token"))
                .with("output_cost_per_token", model.path("output_cost_per_token"))
                .of("model", name);
    }

    private static Attributes limited(JsonNode entry) {
        Attributes attributes = new Attributes()
                .with("max_budget", entry.path("max_budget"))
                .with("budget_duration", entry.path("budget_duration"));
        for (String limit : List.of("tpm_limit", "rpm_limit")) {
            if (entry.path(limit).intValue(UNLIMITED) != UNLIMITED) {
                attributes.with(limit, entry.path(limit));
            }
        }
        return attributes;
    }
}
