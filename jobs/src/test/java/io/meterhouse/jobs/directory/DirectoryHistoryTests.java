package io.meterhouse.jobs.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.directory.DirectoryListing.Entry;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.PreparedHome;
import io.meterhouse.warehouse.QualityCheck;
import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowSource.Column;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseProperties;
import io.meterhouse.warehouse.WarehouseWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.lifecycle.BeforeTry;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** In whichever order lists of directories are loaded, what is known of everybody on every day is the same, and right. */
class DirectoryHistoryTests {

    private static final LocalDate FIRST_DAY = LocalDate.parse("2026-08-01");
    private static final int DAYS = 5;
    private static final List<String> EVERYTHING = List.of(
            "select o::varchar as line from ops.directory_observation as o order by line",
            "select o::varchar as line from ops.directory_list as o order by line",
            "select d::varchar as line from (select * exclude (user_key) from star.dim_user) as d order by line",
            "select d::varchar as line from (select * exclude (team_key) from star.dim_team) as d order by line",
            "select d::varchar as line from (select * exclude (api_key_key) from star.dim_api_key) as d order by line",
            """
            select row(usage_date, dim_user.user_id, dim_user.valid_from, api_key_hash, dim_api_key.valid_from, dim_team.team_id, dim_team.valid_from)::varchar as line
            from star.fact_usage_daily
            join star.dim_user using (user_key)
            join star.dim_api_key using (api_key_key)
            join star.dim_team using (team_key)
            order by line
            """);

    private static Path folder;
    private static Lease lease;
    private static WarehouseWriter warehouse;

    private final DirectoryHistory history = new DirectoryHistory(warehouse);

    @BeforeContainer
    static void open() throws IOException {
        folder = Files.createTempDirectory("directory-history");
        lease = new Warehouse(
                        PreparedHome.in(folder),
                        WarehouseProperties.defaults(),
                        Clock.fixed(Instant.parse("2026-10-01T03:00:00Z"), ZoneOffset.UTC))
                .lease("test");
        warehouse = lease.writer();
    }

    @AfterContainer
    static void close() throws IOException {
        lease.close();
        FileSystemUtils.deleteRecursively(folder);
    }

    /** Usage of everybody on every day, loaded before anybody was known. */
    @BeforeTry
    void forgetEverybody() {
        for (String table : List.of("ops.directory_observation", "ops.directory_list", "star.fact_usage_daily")) {
            change("delete from " + table);
        }
        change("delete from star.dim_user where user_key > 0");
        change("delete from star.dim_team where team_key > 0");
        change("delete from star.dim_api_key where api_key_key > 1");
        change(
                "insert into star.dim_user select nextval('ops.next_user_key'), id, id, null, null, true, date '0001-01-01', date '9999-12-31', true, false, null, null, null, null from (select unnest(['a', 'b']) as id)");
        change("""
                insert into star.dim_api_key
                select nextval('ops.next_api_key_key'), id, null, 'unlisted', null, null, null, false, null, null, true, date '0001-01-01',
                    date '9999-12-31', true, null, null, null, null
                from (select unnest(['a', 'b']) as id)
                """);
        change("""
                insert into star.fact_usage_daily
                select 'litellm', day::date, user_key, api_key_key, 0, 0, 0, 1, 1, 0, 1, 1, 2, 0, 0, 0, null, null, null, 0
                from generate_series(timestamp '2026-07-31', timestamp '2026-08-07', interval 1 day) as calendar(day)
                cross join star.dim_user
                join star.dim_api_key on api_key_hash = dim_user.user_id
                where user_key > 0
                """);
    }

    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void anyOrderOfLoadsEndsWithTheSameMembersAndFacts(
            @ForAll("listings") List<DirectoryListing> listings, @ForAll Random random) {
        listings.forEach(history::observe);
        history.deriveVersions();
        List<List<String>> expected = everything();
        assertThat(brokenChecks()).isEmpty();

        forgetEverybody();
        List<DirectoryListing> shuffled = new ArrayList<>(listings);
        Collections.shuffle(shuffled, random);
        for (DirectoryListing listing : shuffled) {
            history.observe(listing);
            if (random.nextInt(4) == 0) {
                history.deriveVersions();
                assertThat(brokenChecks()).isEmpty();
            }
        }
        history.observe(shuffled.get(0));
        history.deriveVersions();

        assertThat(everything()).isEqualTo(expected);
    }

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    @Tag("long")
    void onEachDayAUserIsCalledWhatTheLastListUpToThenSaid(
            @ForAll("listingsOfOneUser") List<DirectoryListing> listings, @ForAll Random random) {
        List<DirectoryListing> shuffled = new ArrayList<>(listings);
        Collections.shuffle(shuffled, random);
        shuffled.forEach(history::observe);
        history.deriveVersions();

        assertThat(lines("""
                        select usage_date || ' ' || user_name || if(dim_user.is_deleted, ' deleted', '') as line
                        from star.fact_usage_daily join star.dim_user using (user_key)
                        where user_id = 'a' order by line
                        """)).isEqualTo(namesByDay(listings));
    }

    @Example
    void whatIsLoadedTwiceIsObservedOnce() {
        DirectoryListing listing = listing("litellm", 0, "user", user("a", "Ada"));
        history.observe(listing);
        history.observe(listing);

        assertThat(lines("select entity_id as line from ops.directory_observation"))
                .containsExactly("a");
        assertThat(history.holds("litellm", listing.observedAt())).isTrue();
        assertThat(history.holds("csv", listing.observedAt())).isFalse();
    }

    @Example
    void aSourceThatKnowsPersonsBetterIsBelievedAndABlankSaysNothing() {
        history.observe(listing("litellm", 0, "user", user("a", "ada l.")));
        history.observe(listing("csv", 24, "user", user("a", "Ada Lovelace")));
        history.observe(listing("csv", 48, "user", user("a", "")));
        history.observe(new DirectoryListing("csv", at(72), Set.of("user"), List.of()));
        history.observe(new DirectoryListing("litellm", at(96), Set.of("user"), List.of()));
        history.deriveVersions();

        assertThat(
                        lines(
                                "select concat_ws(' ', valid_from, user_name, is_deleted, is_current, known_from) as line from star.dim_user where user_id = 'a' order by valid_from"))
                .containsExactly(
                        "0001-01-01 ada l. false false 2026-08-01",
                        "2026-08-02 Ada Lovelace false false 2026-08-01",
                        "2026-08-03 ada l. false false 2026-08-01",
                        "2026-08-05 ada l. true true 2026-08-01");
    }

    @Example
    void aKindThatWasNotReadWholeSaysNothing() {
        history.observe(listing("litellm", 0, "user", user("a", "Ada")));
        history.observe(new DirectoryListing("litellm", at(24), Set.of("team"), List.of(user("a", "Eve"))));
        history.deriveVersions();

        assertThat(lines("select concat_ws(' ', user_name, is_deleted) as line from star.dim_user where user_id = 'a'"))
                .containsExactly("Ada false");
    }

    @Example
    void anInferredMemberBecomesTheFirstVersionInItsPlace() {
        String keys =
                "select user_key || ' ' || user_name as line from star.dim_user where user_id = 'a' order by line";
        List<String> inferred = lines(keys);
        history.observe(listing("litellm", 0, "user", user("a", "Ada")));
        history.deriveVersions();

        assertThat(lines(keys)).containsExactly(inferred.get(0).replace(" a", " Ada"));
    }

    @Example
    void anAddressInALogIsThatOfWhoeverHadItOnTheDay() {
        history.observe(new DirectoryListing(
                "litellm",
                at(0),
                Set.of("user"),
                List.of(userWithEmail("a", "Desk@example.org"), userWithEmail("c", ""))));
        history.observe(new DirectoryListing(
                "litellm",
                at(48),
                Set.of("user"),
                List.of(userWithEmail("a", "a@example.org"), userWithEmail("c", "desk@example.org"))));
        history.observe(new DirectoryListing("litellm", at(96), Set.of("user"), List.of(userWithEmail("c", ""))));
        history.deriveVersions();
        warehouse.stage(
                "named_user",
                RowSource.of(
                        List.of(Column.text("named_id"), Column.text("user_id")),
                        List.of("desk@example.org", "a", "nobody@example.org").iterator(),
                        (name, row) -> {
                            row.text(0, name);
                            row.text(1, name);
                        }));

        warehouse.run("load/user_by_day", Map.of());

        assertThat(
                        lines(
                                "select concat_ws(' ', named_id, valid_from, valid_to, user_id) as line from user_by_day where named_id <> 'a' order by line"))
                .containsExactly(
                        "desk@example.org 0001-01-01 2026-08-03 a",
                        "desk@example.org 2026-08-03 2026-08-05 c",
                        "desk@example.org 2026-08-05 9999-12-31 c",
                        "nobody@example.org 0001-01-01 9999-12-31 nobody@example.org");
        assertThat(lines("select distinct user_id as line from user_by_day where named_id = 'a'"))
                .containsExactly("a");
    }

    @Provide
    Arbitrary<List<DirectoryListing>> listings() {
        Arbitrary<Entry> user =
                Combinators.combine(id(), Arbitraries.of("", "x", "y")).as(DirectoryHistoryTests::user);
        Arbitrary<Entry> team = Combinators.combine(Arbitraries.of("t-1", "t-2"), Arbitraries.of("One", "Two"))
                .as((id, alias) -> new Entry("team", id, "{\"team_alias\":\"%s\"}".formatted(alias)));
        Arbitrary<Entry> key = Combinators.combine(
                        id(),
                        Arbitraries.of("", "k", "l"),
                        Arbitraries.of("a", "b"),
                        Arbitraries.of("", "t-1", "t-2", "t-3"),
                        Arbitraries.of("", ",\"deleted\":true"))
                .as((id, alias, owner, keysTeam, deleted) -> new Entry(
                        "api_key",
                        id,
                        "{\"key_alias\":\"%s\",\"user_id\":\"%s\",\"team_id\":\"%s\"%s}"
                                .formatted(alias, owner, keysTeam, deleted)));
        Arbitrary<DirectoryListing> listing = Combinators.combine(
                        Arbitraries.of("litellm", "litemaas", "csv"),
                        Arbitraries.integers().between(0, 2 * DAYS - 1),
                        Arbitraries.of("user", "team", "api_key").set().ofMinSize(1),
                        Arbitraries.oneOf(user, team, key).list().ofMaxSize(6).uniqueElements(e -> e.kind() + e.id()))
                .as((source, half, kinds, entries) -> new DirectoryListing(source, at(12 * half), kinds, entries));
        return listing.list().ofMinSize(1).ofMaxSize(9).uniqueElements(l -> l.source() + l.observedAt());
    }

    @Provide
    Arbitrary<List<DirectoryListing>> listingsOfOneUser() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 4 * DAYS - 1),
                        Arbitraries.of("x", "y").injectNull(0.3))
                .as((quarter, name) -> name == null
                        ? new DirectoryListing("litellm", at(6 * quarter), Set.of("user"), List.of())
                        : listing("litellm", 6 * quarter, "user", user("a", name)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .uniqueElements(DirectoryListing::observedAt);
    }

    /** What is told of the only user, said in another way than the versions are made. */
    private static List<String> namesByDay(List<DirectoryListing> listings) {
        TreeMap<Instant, @Nullable String> told = new TreeMap<>();
        String last = null;
        boolean isListed = false;
        for (DirectoryListing listing : listings.stream()
                .sorted(Comparator.comparing(DirectoryListing::observedAt))
                .toList()) {
            isListed = !listing.entries().isEmpty();
            if (isListed) {
                last = listing.entries().get(0).attributes().replaceAll(".*:\"|\"}", "");
            }
            if (last != null) {
                told.put(listing.observedAt(), last + (isListed ? "" : " deleted"));
            }
        }
        return IntStream.range(-1, 7)
                .mapToObj(FIRST_DAY::plusDays)
                .map(day -> day + " " + nameOn(day, told))
                .toList();
    }

    private static @Nullable String nameOn(LocalDate day, TreeMap<Instant, @Nullable String> told) {
        if (told.isEmpty()) {
            return "a";
        }
        LocalDate first = LocalDate.ofInstant(told.firstKey(), ZoneOffset.UTC);
        LocalDate asOf = day.isBefore(first) ? first : day;
        Map.Entry<Instant, @Nullable String> lastOfDay =
                told.lowerEntry(asOf.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
        return lastOfDay == null ? null : lastOfDay.getValue();
    }

    private static Arbitrary<String> id() {
        return Arbitraries.of("a", "b");
    }

    private static Entry user(String id, String alias) {
        return new Entry("user", id, "{\"user_alias\":\"%s\"}".formatted(alias));
    }

    private static Entry userWithEmail(String id, String email) {
        return new Entry("user", id, "{\"user_email\":\"%s\"}".formatted(email));
    }

    private static DirectoryListing listing(String source, int hours, String kind, Entry entry) {
        return new DirectoryListing(source, at(hours), Set.of(kind), List.of(entry));
    }

    private static Instant at(int hours) {
        return FIRST_DAY.atStartOfDay().toInstant(ZoneOffset.UTC).plusSeconds(3600L * hours);
    }

    private static List<List<String>> everything() {
        return EVERYTHING.stream().map(DirectoryHistoryTests::lines).toList();
    }

    private static List<String> brokenChecks() {
        return QualityCheck.all().stream()
                .filter(check ->
                        check.name().contains("version") || check.name().contains("member"))
                .filter(check -> !check.name().contains("source"))
                .filter(check -> warehouse.check(check).isBroken())
                .map(QualityCheck::name)
                .toList();
    }

    private static List<String> lines(String sql) {
        return warehouse.query(sql, row -> row.text("line"));
    }

    private static void change(String sql) {
        warehouse.query(sql + " returning 1 as n", row -> row.count("n"));
    }
}
