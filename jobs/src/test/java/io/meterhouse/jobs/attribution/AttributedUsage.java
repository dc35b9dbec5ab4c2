package io.meterhouse.jobs.attribution;

import io.meterhouse.jobs.directory.DirectoryHistory;
import io.meterhouse.jobs.directory.DirectoryListing;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.PreparedHome;
import io.meterhouse.warehouse.QualityCheck;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A warehouse with usage of some keys, users and teams, and the attribution books beside it. */
final class AttributedUsage {

    private static final LocalDate TODAY = LocalDate.parse("2026-10-19");

    private final Path folder;
    private final Warehouse warehouse;

    AttributedUsage(Path folder) throws IOException {
        this.folder = folder;
        this.warehouse = new Warehouse(
                PreparedHome.in(folder.resolve("home")),
                WarehouseProperties.defaults(),
                Clock.fixed(Instant.parse("2026-10-20T03:00:00Z"), ZoneOffset.UTC));
        Files.writeString(folder.resolve("cost_centres.csv"), """
                code,name,owner_email,ledger_account,organisation
                4711,Research,,620100,science
                4712,Sales,,620200,
                4713,Platform,,,
                """);
    }

    Path folder() {
        return folder;
    }

    Warehouse warehouse() {
        return warehouse;
    }

    /** A team of an organisation. */
    void team(String team, String name, @Nullable String organisation) {
        change(
                "insert into star.dim_team by name select nextval('ops.next_team_key') as team_key, ? as team_id, ? as team_name, ? as organization_id, false as is_inferred, false as is_deleted, date '0001-01-01' as valid_from, date '9999-12-31' as valid_to, true as is_current",
                team,
                name,
                organisation);
    }

    /** A user, called by the id at example.org. */
    void user(String user) {
        change(
                "insert into star.dim_user by name select nextval('ops.next_user_key') as user_key, ? as user_id, ? || '@example.org' as user_email, false as is_inferred, false as is_deleted, date '0001-01-01' as valid_from, date '9999-12-31' as valid_to, true as is_current",
                user,
                user);
    }

    /** A version of a key. */
    void key(String hash, String alias, @Nullable String project, @Nullable String metadata, String from, String to) {
        change(
                "insert into star.dim_api_key by name select nextval('ops.next_api_key_key') as api_key_key, ? as api_key_hash, ? as key_alias, ? as project_id, ? as key_metadata, 'service_account' as key_kind, false as is_inferred, false as is_deleted, ?::date as valid_from, ?::date as valid_to, ?::date = date '9999-12-31' as is_current",
                hash,
                alias,
                project,
                metadata,
                from,
                to,
                to);
    }

    /** A key that was always the same. */
    void key(String hash, String alias) {
        key(hash, alias, null, null, "0001-01-01", "9999-12-31");
    }

    /** Usage of a day by the members of the day: 3 requests. */
    void used(String day, String key, String user, String team, String spend) {
        change("""
                insert into star.fact_usage_daily
                select 'litellm', ?::date, user_key, api_key_key, team_key, 0, 0, 3, 3, 0, 1000, 500, 1500, 0, 0,
                    ?::decimal(38, 12), null, null, null, 0
                from star.dim_user, star.dim_api_key, star.dim_team
                where dim_user.user_id = ? and dim_api_key.api_key_hash = ? and dim_team.team_id = ?
                    and dim_api_key.valid_from <= ?::date and dim_api_key.valid_to > ?::date
                """, day, spend, user, key, team, day, day);
    }

    /** The list of users of a day has one user, in an organisation. */
    void listed(String day, String user, String organisation) {
        try (Lease lease = warehouse.lease("test")) {
            DirectoryHistory history = new DirectoryHistory(lease.writer());
            history.observe(new DirectoryListing(
                    "csv",
                    Instant.parse(day + "T02:00:00Z"),
                    Set.of("user"),
                    List.of(new DirectoryListing.Entry(
                            "user", user, "{\"organization_id\":\"%s\"}".formatted(organisation)))));
            history.deriveVersions();
        }
    }

    /** Takes the books and allocates, as a run does. */
    List<String> attribute(String rules) throws IOException {
        Files.writeString(
                folder.resolve("attribution.csv"),
                "match,value,cost_centre,project,share_percent,valid_from,valid_to\n" + rules);
        AttributionBook book = new AttributionBook(folder);
        try (Lease lease = warehouse.lease("test")) {
            book.prepare(RunRequest.of(RunCommand.BACKFILL, TODAY, TODAY, RunRequest.Selection.ALL), lease.writer());
            return book.settle(lease.writer());
        }
    }

    /** Names of the checks about the division of costs that find something. */
    List<String> brokenChecks() {
        try (Lease lease = warehouse.lease("test")) {
            return QualityCheck.all().stream()
                    .filter(check -> check.name().contains("allocation")
                            || check.name().contains("attributed")
                            || check.name().contains("has_its_member"))
                    .filter(check -> lease.writer().check(check).isBroken())
                    .map(QualityCheck::name)
                    .toList();
        }
    }

    /** Rows of a select without that word, their values apart by a blank. */
    List<String> answers(String query) {
        try (Lease lease = warehouse.lease("test")) {
            return lease
                    .writer()
                    .table("select concat_ws(' ', *columns(*)) from (select " + query + ")")
                    .rows()
                    .stream()
                    .map(row -> String.valueOf(row.get(0)))
                    .toList();
        }
    }

    void change(String sql, Object... arguments) {
        try (Lease lease = warehouse.lease("test")) {
            lease.writer().query(sql + " returning 1 as one", row -> row.count("one"), arguments);
        }
    }
}
