package io.meterhouse.jobs.dailyusage;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.attribution.AttributionBook;
import io.meterhouse.jobs.directory.DirectoryHistory;
import io.meterhouse.jobs.directory.DirectoryListing;
import io.meterhouse.jobs.gateway.DemoBooks;
import io.meterhouse.jobs.gateway.DemoUsage;
import io.meterhouse.jobs.gateway.GatewayDirectory;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.jobs.infrastructure.InfrastructureFeeds;
import io.meterhouse.jobs.infrastructure.InfrastructureProperties;
import io.meterhouse.jobs.requesthashes.RequestHashes;
import io.meterhouse.jobs.runs.NightlyProperties;
import io.meterhouse.jobs.runs.RunProgress;
import io.meterhouse.jobs.runs.RunResult;
import io.meterhouse.jobs.runs.Runs;
import io.meterhouse.jobs.runs.StopSignal;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.PrivacyProperties;
import io.meterhouse.warehouse.PublishedProperties;
import io.meterhouse.warehouse.PublishedProperties.Persons;
import io.meterhouse.warehouse.QualityCheck;
import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.Table;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the published snapshot shows of persons, by setting; the figures are the same in all of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishedPersonsTests {

    private static final Clock NOVEMBER_22 = Clock.fixed(Instant.parse("2026-11-22T03:00:00Z"), ZoneOffset.UTC);
    private static final LocalDate LAST = LocalDate.parse("2026-11-21");
    private static final LocalDate FIRST = LAST.minusDays(4);
    private static final String RANGE = "(date '" + FIRST + "', date '" + LAST + "')";
    private static final PrivacyProperties PEPPER = new PrivacyProperties("pepper of a test, long enough");

    @TempDir
    static Path folder;

    private GatewayDirectory directory;
    private List<String> figuresInFull;

    @BeforeAll
    void loadFiveDaysOfTheDemoAndPublishThemInFull() throws IOException {
        DemoUsage usage = DemoUsage.endingOn(LAST);
        directory = usage.directory();
        try (StandInGateway gateway = StandInGateway.start(GatewayScript.of(usage, directory))) {
            Warehouse warehouse = warehouse(Persons.FULL, PEPPER);
            DailyUsage usageOfGateway =
                    new DailyUsage(warehouse.home(), RunHome.properties(gateway, 1000), NOVEMBER_22);
            RunResult loaded = new Runs(
                            warehouse,
                            List.of(storageOfPersons(), booksThatNamePersons(), askedAgain(usage)),
                            List.of(usageOfGateway),
                            NightlyProperties.defaults(),
                            NOVEMBER_22)
                    .run(RunHome.backfill(FIRST, LAST), RunProgress.UNWATCHED, new StopSignal());
            assertThat(loaded.outcome()).isEqualTo(RunResult.Outcome.DONE);
        }
        try (Lease lease = warehouse(Persons.FULL, PEPPER).lease("test")) {
            tellOfFormerNames(new DirectoryHistory(lease.writer()));
            lease.writer()
                    .query(
                            "update ops.run set error = ? returning run_id as id",
                            row -> row.text("id"),
                            "user zoe.lindstrom@example.com does not balance");
            lease.writer()
                    .query(
                            """
                            insert into star.fact_audit_event
                            select 'litemaas:' || user_key, 'litemaas', ?::timestamp, user_key, 'GET_/users/' || user_email, 'api_access',
                                'USER', user_id, 'denied', 'no ' || user_name, json_object('name', user_name), null, user_name, 'GET',
                                403, null, null, user_key, '203.0.113.0/24', 'curl', 'session', 'fetch'
                            from star.dim_user
                            where user_email is not null and valid_from <= ?::timestamp and valid_to > ?::timestamp
                            union all
                            select 'litemaas:-' || user_key, 'litemaas', ?::timestamp, user_key, 'ADD_' || user_email, 'user', null,
                                user_email, 'denied', null, null, null, null, null, null, null, null, null, null, null, null, 'fetch'
                            from star.dim_user
                            where user_email is not null and valid_from <= ?::timestamp and valid_to > ?::timestamp
                            returning event_id as id
                            """,
                            row -> row.text("id"),
                            LAST.atTime(10, 0),
                            LAST.atTime(10, 0),
                            LAST.atTime(10, 0),
                            LAST.atTime(11, 0),
                            LAST.atTime(11, 0),
                            LAST.atTime(11, 0));
        }
        publish(Persons.FULL, PEPPER);
        figuresInFull = figures();
        assertThat(figuresInFull.stream()
                        .filter(figures -> !figures.matches(".*: .*\\d.*"))
                        .map(figures -> figures.substring(0, figures.indexOf(':'))))
                .as(
                        "macros of which nothing is compared: of requests, feeds, tiers, corrections, parties and the days before")
                .containsExactly(
                        "auto_scaling_candidates",
                        "batch_processing_candidates",
                        "billing_model_candidates",
                        "corrections",
                        "cost_drivers",
                        "endpoint_usage",
                        "endpoint_usage_by_day",
                        "error_summary",
                        "filtered_request_hours",
                        "filtered_requests",
                        "model_alternatives",
                        "model_consolidation_candidates",
                        "model_switch_candidates",
                        "party_figures",
                        "party_usage",
                        "peak_hours",
                        "peak_load",
                        "peak_weekdays",
                        "recommended_tiers",
                        "request_figures",
                        "resource_optimization_candidates",
                        "service_hours",
                        "service_level_breaches",
                        "service_usage",
                        "top_movers",
                        "usage_feed_by_day",
                        "usage_heatmap",
                        "user_days");
    }

    /** Every second user has a cost centre of their own, and so has a key by its alias. */
    private AttributionBook booksThatNamePersons() throws IOException {
        StringBuilder centres = new StringBuilder("code,name,owner_email,ledger_account,organisation\n");
        StringBuilder rules = new StringBuilder("match,value,cost_centre,project,share_percent,valid_from,valid_to\n");
        List<GatewayDirectory.User> users = directory.users();
        for (int i = 0; i < users.size(); i += 2) {
            String person = Objects.requireNonNullElse(
                    users.get(i).email(), users.get(i).id());
            centres.append("%d,Centre %d,%s,,science\n".formatted(i, i, person));
            rules.append("user,%s,%d,pilot,60,,\n".formatted(person, i));
            rules.append("user,%s,0,,40,,\n".formatted(person));
        }
        directory.keys().stream()
                .filter(key -> key.userId() != null)
                .forEach(key -> rules.append("key_alias,%s,2,,,,\n".formatted(key.alias())));
        Path books = Files.createDirectories(folder.resolve("config"));
        Files.writeString(books.resolve("cost_centres.csv"), centres);
        Files.writeString(books.resolve("attribution.csv"), rules);
        return new AttributionBook(books);
    }

    /** Everybody with an e-mail address stores a month of a GB a day, under their name. */
    private InfrastructureFeeds storageOfPersons() throws IOException {
        StringBuilder lines = new StringBuilder("day,name,owner,owner_id,bytes\n");
        for (GatewayDirectory.User user : directory.users()) {
            if (user.email() != null) {
                lines.append("%s,home of %s,user,%s,32212254720\n".formatted(LAST, user.alias(), user.email()));
            }
        }
        Path feeds = Files.createDirectories(folder.resolve("feeds"));
        Files.writeString(feeds.resolve("storage.csv"), lines);
        Files.writeString(
                feeds.resolve("infra_utilisation.csv"),
                "day,name,resource,mean_percent,peak_percent\n%s,gpu,gpu,60,\n".formatted(LAST));
        return new InfrastructureFeeds(
                folder, feeds, InfrastructureProperties.defaults().in("feeds"));
    }

    /** What the assistant of the demo is asked again and again. */
    private static RequestHashes askedAgain(DemoUsage usage) throws IOException {
        return new RequestHashes(
                DemoBooks.write(usage, folder.resolve("samples")).folder());
    }

    /** A user who was called otherwise, and a service's key and a team that had that name in theirs; nobody is called so any more. */
    private void tellOfFormerNames(DirectoryHistory history) {
        String user = directory.users().get(0).id();
        String team = directory.teams().get(0).id();
        String key = directory.keys().stream()
                .filter(known -> known.userId() == null)
                .findFirst()
                .orElseThrow()
                .token();
        Instant then = Instant.parse("2026-11-18T03:00:00Z");
        Instant later = Instant.parse("2026-11-20T03:00:00Z");
        Set<String> persons = Set.of("user", "team");
        history.observe(new DirectoryListing(
                "csv",
                then,
                persons,
                List.of(
                        new DirectoryListing.Entry(
                                "user",
                                user,
                                "{\"user_alias\":\"Quillon Featherstone\",\"user_email\":\"q.featherstone@example.net\"}"),
                        new DirectoryListing.Entry("team", team, "{\"team_alias\":\"Quillon Featherstone's lab\"}"))));
        history.observe(new DirectoryListing("csv", later, persons, List.of()));
        history.observe(new DirectoryListing(
                "litemaas",
                then,
                Set.of("api_key"),
                List.of(new DirectoryListing.Entry(
                        "api_key", key, "{\"key_alias\":\"batch-of-quillon\",\"service_account_id\":\"batch\"}"))));
        history.observe(new DirectoryListing("litemaas", later, Set.of("api_key"), List.of()));
        history.deriveVersions();
    }

    @ParameterizedTest
    @EnumSource(value = Persons.class, mode = EnumSource.Mode.EXCLUDE, names = "FULL")
    void noNameAddressOrAliasOfAPersonIsAnywhereInTheFileAndTheFiguresAreTheSame(Persons persons) throws IOException {
        publish(persons, PEPPER);

        String everything = everyText().toLowerCase(Locale.ROOT);
        String bytes = new String(
                        Files.readAllBytes(folder.resolve("published/meterhouse.duckdb")), StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT);
        for (String word : wordsOfPersons()) {
            assertThat(everything).doesNotContain(word.toLowerCase(Locale.ROOT));
            assertThat(bytes)
                    .as(word)
                    .doesNotContain(new String(
                                    word.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8),
                                    StandardCharsets.ISO_8859_1)
                            .toLowerCase(Locale.ROOT));
        }
        assertThat(everything).contains("nightly-evaluation").contains("customer-support");
        assertThat(figures()).isEqualTo(figuresInFull);
        assertThat(brokenChecks()).isEmpty();
    }

    @Test
    void theFileInFullHoldsThemSoTheSearchFindsWhatThereIs() throws IOException {
        publish(Persons.FULL, PEPPER);

        assertThat(everyText().toLowerCase(Locale.ROOT))
                .contains(wordsOfPersons().stream()
                        .map(word -> word.toLowerCase(Locale.ROOT))
                        .toList());
    }

    @Test
    @Tag("long")
    void aPseudonymIsStableAndGoesByThePepper() throws IOException {
        publish(Persons.PSEUDONYMOUS, PEPPER);
        List<String> first = texts("select distinct user_id from marts.usage order by all");
        publish(Persons.PSEUDONYMOUS, PEPPER);
        assertThat(texts("select distinct user_id from marts.usage order by all"))
                .isEqualTo(first);
        assertThat(first).hasSize(41).allMatch(id -> id.matches("user-[0-9a-f]{16}|\\(unassigned\\)"));

        publish(Persons.PSEUDONYMOUS, new PrivacyProperties("another pepper, as long as that"));
        assertThat(texts("select distinct user_id from marts.usage where user_id like 'user-%'"))
                .doesNotContainAnyElementsOf(first);
    }

    @Test
    @Tag("long")
    void withoutAConfiguredPepperTheHomeKeepsItsOwnForItsOwnerAlone() throws IOException {
        publish(Persons.PSEUDONYMOUS, PrivacyProperties.defaults());
        List<String> first = texts("select distinct user_id from marts.usage order by all");
        publish(Persons.PSEUDONYMOUS, PrivacyProperties.defaults());

        assertThat(texts("select distinct user_id from marts.usage order by all"))
                .isEqualTo(first);
        Path pepper = folder.resolve("privacy-pepper");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pepper)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(pepper).strip()).matches("[0-9a-f]{64}");
    }

    @Test
    void withNoneAllPersonsAreOneMemberAndTheWarehouseStaysFull() throws IOException {
        publish(Persons.NONE, PEPPER);

        assertThat(texts("select user_id from star.dim_user order by user_key"))
                .containsExactly("(unassigned)", "(not shown)");
        try (Lease lease = warehouse(Persons.NONE, PEPPER).lease("test")) {
            assertThat(lease.writer()
                            .query(
                                    "select count(distinct user_id) filter (where user_email is not null) as n from star.dim_user",
                                    row -> row.count("n")))
                    .containsExactly(38L);
        }
    }

    @Test
    void usersWhoAreNotShownAreNotCountedAsOne() throws IOException {
        publish(Persons.NONE, PEPPER);

        assertThat(texts("select user_count from marts.usage_summary" + RANGE)).containsExactly("null");
        assertThat(texts("select model_name from marts.usage_by_model" + RANGE + " where user_count > 0"))
                .isEmpty();
        assertThat(texts("select distinct daily_active_user_count from marts.engagement" + RANGE))
                .containsExactly("null");
        assertThat(texts("select user_id from marts.user_benchmark" + RANGE)).isEmpty();
        assertThat(texts("select distinct user_count from marts.usage_by_day" + RANGE))
                .containsExactly("null");
    }

    @Test
    void everyTableOfTheWarehouseIsWrittenIntoTheCopy() throws IOException {
        Set<String> written = new TreeSet<>();
        try (Stream<Path> scripts = Files.list(Path.of("../warehouse/sql/publish"))) {
            for (Path script : scripts.toList()) {
                Files.readAllLines(script).stream()
                        .filter(line -> line.startsWith("insert into "))
                        .forEach(line -> written.add(line.split(" ")[2].replace(";", "")));
            }
        }
        // The copy creates its own marts, and says so itself.
        written.add("ops.mart_version");
        assertThat(
                        texts(
                                "select schema_name || '.' || table_name from duckdb_tables() where schema_name in ('star', 'ops')"))
                .containsExactlyInAnyOrderElementsOf(written);
    }

    private void publish(Persons persons, PrivacyProperties privacy) {
        try (Lease lease = warehouse(persons, privacy).lease("test")) {
            lease.publish("S-" + persons, "R-1");
        }
    }

    private Warehouse warehouse(Persons persons, PrivacyProperties privacy) {
        return new Warehouse(
                new WarehouseHome(folder),
                WarehouseProperties.defaults(),
                new PublishedProperties(null, persons),
                privacy,
                NOVEMBER_22);
    }

    private SnapshotReader snapshot() {
        return warehouse(Persons.FULL, PEPPER).snapshot();
    }

    /** Names, addresses, their local parts, ids that are addresses, and the aliases of persons' keys. */
    private Set<String> wordsOfPersons() {
        Set<String> words = new TreeSet<>(List.of("quillon", "featherstone"));
        for (GatewayDirectory.User user : directory.users()) {
            Stream.of(user.id(), user.email(), user.alias())
                    .filter(Objects::nonNull)
                    .forEach(words::add);
            if (user.email() != null) {
                words.add(user.email().substring(0, user.email().indexOf('@')));
            }
        }
        Stream.concat(directory.keys().stream(), directory.deletedKeys().stream())
                .filter(key -> key.userId() != null)
                .forEach(key -> words.add(key.alias()));
        return words;
    }

    /** Every text of every table and of every macro's definition. */
    private String everyText() {
        StringBuilder everything = new StringBuilder();
        for (String table : texts("select schema_name || '.' || table_name from duckdb_tables() "
                + "where database_name = 'meterhouse' and table_name <> 'dim_date'")) {
            everything.append(String.join("\n", texts("select rows::varchar from " + table + " as rows")));
        }
        return everything.toString();
    }

    private List<String> texts(String sql) {
        try (SnapshotReader snapshot = snapshot()) {
            return snapshot.table(sql).rows().stream()
                    .map(row -> String.valueOf(row.get(0)))
                    .toList();
        }
    }

    private List<String> brokenChecks() {
        try (SnapshotReader snapshot = snapshot()) {
            return QualityCheck.all().stream()
                    .map(snapshot::check)
                    .filter(QualityCheck.Result::isBroken)
                    .map(broken -> broken.check().name())
                    .toList();
        }
    }

    /** The sums of every macro that has them, and the coverage; without persons nobody is suspected, active, beside a median or has a budget. */
    private List<String> figures() {
        List<String> figures = new ArrayList<>();
        try (SnapshotReader snapshot = snapshot()) {
            for (String macro : texts(
                    "select distinct function_name from duckdb_functions() where schema_name = 'marts' and function_type = 'table_macro' and function_name not in ('suspicious_clients', 'engagement', 'user_benchmark', 'previous_period', 'budgets', 'conversions') order by all")) {
                Table columns = snapshot.table("describe select * from marts." + macro + RANGE);
                List<String> additive = columns.rows().stream()
                        .map(column -> column.get(0))
                        .filter(
                                name -> name.matches(
                                        ".*request_count|.*_tokens|.*spend_usd|metered_usd|booked_amount|BilledCost|ListCost|ConsumedQuantity|quantity|.*bytes|(?!active_).*day_count|event_count|security_kind"))
                        .map(name ->
                                name.equals("security_kind") ? "count(security_kind)" : "sum(\"%s\")".formatted(name))
                        .toList();
                // A list of members or parties has no figure that could be compared.
                if (additive.isEmpty()) {
                    continue;
                }
                figures.add(macro + ": "
                        + snapshot.table("select " + String.join(", ", additive) + " from marts." + macro + RANGE)
                                .rows());
            }
        }
        return figures;
    }
}
