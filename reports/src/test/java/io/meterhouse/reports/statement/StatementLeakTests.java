package io.meterhouse.reports.statement;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.reports.Format;
import io.meterhouse.reports.RenderedReport;
import io.meterhouse.reports.ReportRequest;
import io.meterhouse.warehouse.SmallWarehouse;
import io.meterhouse.warehouse.SnapshotReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/**
 * Whoever used whatever, no file of a party's statement holds an id, a name, an address or an amount of another party. Every amount is twenty
 * times the one before, so that no two sums of them are alike, not even of three and seven tenths of them.
 */
class StatementLeakTests {

    private static final int USERS = 3;
    private static final int TEAMS = 2;
    private static final LocalDate FIRST = LocalDate.parse("2026-09-01");
    private static final LocalDate LAST = LocalDate.parse("2026-09-30");

    private Path folder;

    @BeforeTry
    void makeAFolder() throws IOException {
        folder = Files.createTempDirectory("leak");
    }

    @AfterTry
    void removeTheFolder() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Something a user did within a team, by their own key or that of the next user. */
    record Use(int day, int user, int team, String model, boolean isByOwnKey) {}

    /** A party, the words that tell of it, and the tenths of each use that are its own. */
    private record Known(PartyKind kind, String id, Set<String> words, List<Integer> tenths) {

        BigDecimal total(List<BigDecimal> amounts) {
            return IntStream.range(0, amounts.size())
                    .mapToObj(use -> amounts.get(use).multiply(BigDecimal.valueOf(tenths.get(use), 1)))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    @Property(tries = 1, shrinking = ShrinkingMode.OFF)
    void noFileOfAStatementTellsOfAnotherParty(
            @ForAll("uses") List<Use> uses,
            @ForAll("words") Set<String> words,
            @ForAll @IntRange(min = 101, max = 999) int cents)
            throws IOException, SQLException {
        requireNoLeak(uses, new ArrayList<>(words), cents, EnumSet.allOf(Format.class));
    }

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    @Tag("long")
    void noFileOfAnyStatementTellsOfAnotherParty(
            @ForAll("uses") List<Use> uses,
            @ForAll("words") Set<String> words,
            @ForAll @IntRange(min = 101, max = 999) int cents)
            throws IOException, SQLException {
        requireNoLeak(uses, new ArrayList<>(words), cents, EnumSet.of(Format.CSV, Format.XLSX, Format.JSON));
    }

    private void requireNoLeak(List<Use> uses, List<String> words, int cents, Set<Format> formats)
            throws IOException, SQLException {
        // Amounts of many digits, which no count of requests or tokens can be by chance.
        List<BigDecimal> amounts = new ArrayList<>();
        for (int use = 0; use < uses.size(); use++) {
            amounts.add(BigDecimal.valueOf(cents * 10_007L, 1)
                    .multiply(BigDecimal.valueOf(20).pow(use)));
        }
        SmallWarehouse warehouse = new SmallWarehouse(folder.resolve("home"));
        warehouse.fill(rows -> fill(rows, uses, words, amounts));
        List<Known> known = known(uses, words);
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            for (PartyKind kind : PartyKind.values()) {
                List<Party> parties = StatementParties.of(snapshot, FIRST, LAST, kind);
                assertThat(parties)
                        .extracting(Party::id)
                        .containsExactlyInAnyOrderElementsOf(known.stream()
                                .filter(party -> party.kind() == kind)
                                .filter(party -> party.tenths().stream().anyMatch(part -> part > 0))
                                .map(Known::id)
                                .toList());
                for (Party party : parties) {
                    RenderedReport report = new StatementReport(warehouse.home(), SmallWarehouse.CLOCK)
                            .render(snapshot, new ReportRequest(FIRST, LAST, party.filter(), formats, Locale.ENGLISH));
                    requireOwn(report, party, known, uses, amounts);
                }
            }
        }
    }

    private static void requireOwn(
            RenderedReport report, Party party, List<Known> known, List<Use> uses, List<BigDecimal> amounts)
            throws IOException, SQLException {
        Known own = known.stream()
                .filter(other -> other.kind() == party.kind() && other.id().equals(party.id()))
                .findFirst()
                .orElseThrow();
        String written = written(report.folder());
        assertThat(holds(written, own.total(amounts)))
                .as("%s has its own total", party)
                .isTrue();

        Set<String> foreign = new TreeSet<>();
        known.forEach(other -> foreign.addAll(other.words()));
        foreign.removeAll(own.words());
        if (party.kind() != PartyKind.USER) {
            // What members used within the party is the party's.
            IntStream.range(0, uses.size())
                    .filter(use -> own.tenths().get(use) > 0)
                    .forEach(use ->
                            foreign.removeAll(known.get(uses.get(use).user()).words()));
        }
        assertThat(foreign).as("the statement of %s", party).noneMatch(written::contains);

        List<BigDecimal> others = new ArrayList<>();
        others.add(amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
        known.stream().filter(other -> other.kind() == party.kind()).forEach(other -> others.add(other.total(amounts)));
        for (int use = 0; use < uses.size(); use++) {
            if (own.tenths().get(use) == 0) {
                others.add(amounts.get(use));
            }
        }
        others.removeIf(amount -> amount.signum() == 0 || amount.compareTo(own.total(amounts)) == 0);
        assertThat(others).as("the statement of %s", party).noneMatch(amount -> holds(written, amount));
        IntStream.range(0, known.size())
                .filter(other -> known.get(other) != own)
                .forEach(other -> assertThat(holds(written, budget(other)))
                        .as("budget of %s in the statement of %s", known.get(other), party)
                        .isFalse());
        assertThat(holds(written, budget(known.indexOf(own)))).isTrue();
        requireOwnOutlook(written, own, known, uses);
    }

    /** Forecasts, anomalies, alerts, and findings of keys are of whoever they are of. */
    private static void requireOwnOutlook(String written, Known own, List<Known> known, List<Use> uses) {
        for (int party = 0; party < known.size(); party++) {
            Known other = known.get(party);
            boolean isToldOf = party < USERS + TEAMS;
            for (BigDecimal amount : List.of(anomaly(party), alert(party), forecast(party))) {
                if (other != own) {
                    assertThat(holds(written, amount))
                            .as("%s of %s in the statement of %s", amount, other, own)
                            .isFalse();
                } else if (isToldOf && (party >= USERS || !amount.equals(forecast(party)))) {
                    assertThat(holds(written, amount))
                            .as("%s of %s in its own statement", amount, own)
                            .isTrue();
                }
            }
            boolean isMember = own.kind() == PartyKind.TEAM
                    && IntStream.range(0, uses.size())
                            .anyMatch(use -> own.tenths().get(use) > 0
                                    && known.get(uses.get(use).user()) == other);
            if (party < USERS && other != own && !isMember) {
                assertThat(holds(written, saving(party)))
                        .as("saving of the key of %s in the statement of %s", other, own)
                        .isFalse();
            }
        }
    }

    private static BigDecimal anomaly(int party) {
        return new BigDecimal("310500100.40").add(BigDecimal.valueOf(party * 1_000_300L));
    }

    private static BigDecimal alert(int party) {
        return new BigDecimal("420600100.60").add(BigDecimal.valueOf(party * 1_000_300L));
    }

    private static BigDecimal forecast(int party) {
        return new BigDecimal("530700100.70").add(BigDecimal.valueOf(party * 1_000_300L));
    }

    private static BigDecimal saving(int user) {
        return new BigDecimal("640800100.80").add(BigDecimal.valueOf(user * 1_000_300L));
    }

    private static BigDecimal budget(int party) {
        return new BigDecimal("700300100.30").add(BigDecimal.valueOf(party * 1_000_100L));
    }

    /** As pages, files and rows write it: with marks between thousands or without, with as many zeros as there may be. */
    private static boolean holds(String written, BigDecimal amount) {
        String plain = amount.setScale(2).toPlainString();
        String whole = plain.substring(0, plain.indexOf('.')).replaceAll("(?<=\\d)(?=(\\d{3})+$)", ",?");
        String cents = plain.substring(plain.indexOf('.') + 1).replaceAll("0+$", "");
        return Pattern.compile(
                        "(?<![\\d.,])" + whole + (cents.isEmpty() ? "(\\.0+)?(?![\\d.])" : "\\." + cents + "0*(?!\\d)"))
                .matcher(written)
                .find();
    }

    /** Members are made under their ids, and get names, addresses, keys, payers and budgets of their own then. */
    private static void fill(SmallWarehouse.Rows rows, List<Use> uses, List<String> words, List<BigDecimal> amounts) {
        rows.snapshot("snapshot-42", "run-42", "2026-10-01 02:59:00")
                .days("2026-08-01", "2026-09-30", "loaded", true)
                .judged("2026-09-20", null);
        for (int user = 0; user < USERS; user++) {
            // Everybody is known, with usage long before the range.
            rows.usage("2026-05-01", id(words, user), id(words, USERS + user % TEAMS), "gpt", "openai", 1, "0");
        }
        for (int use = 0; use < uses.size(); use++) {
            Use one = uses.get(use);
            rows.usage(
                    FIRST.plusDays(one.day()).toString(),
                    id(words, one.user()),
                    id(words, USERS + one.team()),
                    one.model(),
                    "openai",
                    1000L + use,
                    amounts.get(use).toPlainString());
            if (!one.isByOwnKey()) {
                rows.altered(
                        "update star.fact_usage_daily set api_key_key = (select api_key_key from star.dim_api_key where api_key_hash = 'hash-"
                                + id(words, (one.user() + 1) % USERS) + "') where spend_usd = "
                                + amounts.get(use).toPlainString());
            }
        }
        for (int user = 0; user < USERS; user++) {
            rows.altered(
                            "update star.dim_user set user_name = 'Ms %s 张', user_email = '%s@example.org' where user_id = '%s'"
                                    .formatted(word(words, user, 1), word(words, user, 2), id(words, user)))
                    .altered(
                            "update star.dim_api_key set user_id = '%s', key_alias = '%s' where api_key_hash = 'hash-%s'"
                                    .formatted(id(words, user), word(words, user, 3), id(words, user)));
        }
        for (int team = 0; team < TEAMS; team++) {
            int party = USERS + team;
            rows.altered("update star.dim_team set team_name = 'Team %s' where team_id = '%s'"
                            .formatted(word(words, party, 1), id(words, party)))
                    .altered(
                            "insert into star.dim_cost_centre values (%d, '%s', 'Centre %s', '%s@example.org', '%s', null, true)"
                                    .formatted(
                                            team + 1,
                                            id(words, party + TEAMS),
                                            word(words, party + TEAMS, 1),
                                            word(words, party + TEAMS, 2),
                                            word(words, party + TEAMS, 3)))
                    .altered("insert into star.dim_organization values (%d, '%s')"
                            .formatted(team + 1, id(words, party + 2 * TEAMS)))
                    .altered(
                            "insert into star.dim_allocation values (%d, 'rule-%d', '(shared)', '(unassigned)', '(shared)', 1)"
                                    .formatted(team + 1, team))
                    .altered(
                            team < TEAMS - 1
                                    ? "insert into star.allocation_share values (%1$d, 1, %1$d, 0, %1$d, 0, 1)"
                                            .formatted(team + 1)
                                    : "insert into star.allocation_share values (%1$d, 1, 1, 0, 1, 0, 0.3), (%1$d, 2, %1$d, 0, %1$d, 0.3, 1)"
                                            .formatted(team + 1))
                    .altered(
                            "update star.fact_usage_daily set allocation_key = %d where team_key = (select team_key from star.dim_team where team_id = '%s')"
                                    .formatted(team + 1, id(words, party)));
        }
        for (int party = 0; party < USERS + 3 * TEAMS; party++) {
            String scope = party < USERS
                    ? "user"
                    : List.of("team", "cost_centre", "organisation").get((party - USERS) / TEAMS);
            rows.budget(
                    party + 1, scope, id(words, party), 1, null, budget(party).toPlainString());
            rows.alert(
                    "rule",
                    "cost_of_month_usd",
                    "usd",
                    scope,
                    id(words, party),
                    alert(party).toPlainString());
            if (party < USERS + TEAMS) {
                rows.anomaly(
                        "2026-09-20", scope, id(words, party), anomaly(party).toPlainString());
                rows.forecast(scope, id(words, party), forecast(party).toPlainString());
            }
            if (party < USERS) {
                String finding = "model_switch:" + id(words, party);
                rows.finding(
                                finding,
                                "model_switch",
                                word(words, party, 3),
                                "cost",
                                saving(party).toPlainString(),
                                "high")
                        .concerning(finding, "api_key", "hash-" + id(words, party));
            }
        }
    }

    private static String id(List<String> words, int party) {
        return word(words, party, 0);
    }

    private static String word(List<String> words, int party, int which) {
        return words.get(4 * party + which);
    }

    private static List<Known> known(List<Use> uses, List<String> words) {
        List<Known> known = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            int own = user;
            known.add(party(PartyKind.USER, words, known.size(), uses.stream().map(use -> use.user() == own ? 10 : 0)));
        }
        for (PartyKind kind : List.of(PartyKind.TEAM, PartyKind.COST_CENTRE, PartyKind.ORGANIZATION)) {
            for (int team = 0; team < TEAMS; team++) {
                int own = team;
                known.add(party(kind, words, known.size(), uses.stream().map(use -> tenths(kind, own, use.team()))));
            }
        }
        return known;
    }

    private static Known party(PartyKind kind, List<String> words, int party, Stream<Integer> tenths) {
        return new Known(
                kind, id(words, party), new TreeSet<>(words.subList(4 * party, 4 * party + 4)), tenths.toList());
    }

    /** The first one pays three tenths of what the last team uses. */
    private static int tenths(PartyKind kind, int party, int team) {
        if (kind == PartyKind.TEAM || team < TEAMS - 1) {
            return party == team ? 10 : 0;
        }
        return party == 0 ? 3 : party == TEAMS - 1 ? 7 : 0;
    }

    /** All that an edition says, its own place included, in one text. */
    private static String written(Path edition) throws IOException, SQLException {
        StringBuilder written =
                new StringBuilder(edition.getParent().getFileName().toString());
        try (Stream<Path> files = Files.walk(edition)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                written.append('\n').append(file.getFileName()).append('\n').append(content(file));
            }
        }
        return written.toString();
    }

    private static String content(Path file) throws IOException, SQLException {
        String name = file.getFileName().toString();
        if (name.endsWith(".pdf")) {
            try (PDDocument document = Loader.loadPDF(file.toFile())) {
                String text = new PDFTextStripper().getText(document);
                return text + document.getDocumentInformation().getCOSObject() + text.replaceAll("-?\\R", "");
            }
        }
        if (name.endsWith(".xlsx")) {
            StringBuilder text = new StringBuilder();
            try (ZipFile archive = new ZipFile(file.toFile())) {
                for (ZipEntry entry : Collections.list(archive.entries())) {
                    text.append(new String(archive.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8)
                            .replaceAll("<[^>]*>", "\n"));
                }
            }
            return text.toString();
        }
        if (name.endsWith(".parquet")) {
            return rows(file);
        }
        return Files.readString(file);
    }

    private static String rows(Path file) throws SQLException {
        StringBuilder text = new StringBuilder();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select * from '" + file + "'")) {
            while (rows.next()) {
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    text.append(rows.getString(column)).append('\n');
                }
            }
        }
        return text.toString();
    }

    @Provide
    Arbitrary<List<Use>> uses() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 29),
                        Arbitraries.integers().between(0, USERS - 1),
                        Arbitraries.integers().between(0, TEAMS - 1),
                        Arbitraries.of("gpt", "claude"),
                        Arbitraries.of(true, true, false))
                .as(Use::new)
                .list()
                .ofMinSize(3)
                .ofMaxSize(6);
    }

    /** Words that stand nowhere by themselves, four for each party. */
    @Provide
    Arbitrary<Set<String>> words() {
        return Arbitraries.strings().withCharRange('a', 'z').ofLength(9).set().ofSize(4 * (USERS + 3 * TEAMS));
    }
}
