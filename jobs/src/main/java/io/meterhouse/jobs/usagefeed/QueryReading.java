package io.meterhouse.jobs.usagefeed;

import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.SourceUnusableException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A feed in a database: one query a day, through a cursor, on a connection that cannot write. */
final class QueryReading implements FeedReading {

    private static final int ROWS_AT_ONCE = 1_000;

    private final UsageFeedProperties properties;
    private final Clock clock;

    QueryReading(UsageFeedProperties properties, Clock clock) {
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public FeedPlan plan(RunRequest request, FeedLedger ledger) {
        Map<LocalDate, FeedLedger.DayState> states = ledger.days(today());
        List<List<LocalDate>> days = Stream.iterate(
                        request.from(), day -> !day.isAfter(request.to()), day -> day.plusDays(1))
                .filter(day -> FeedLedger.takes(request.selection(), states.get(day)))
                .map(List::of)
                .toList();
        return new FeedPlan(days, new TreeMap<>(), List.of(), List.of(), List.of());
    }

    @Override
    public SortedMap<LocalDate, List<FeedPart>> read(List<LocalDate> days) {
        SortedMap<LocalDate, List<FeedPart>> read = new TreeMap<>();
        for (LocalDate day : days) {
            read.put(day, List.of(new FeedPart(properties.place(), rows(day))));
        }
        return read;
    }

    private List<FeedRow> rows(LocalDate day) {
        List<FeedRow> rows = new ArrayList<>();
        try (Connection connection = connect();
                PreparedStatement statement = statement(connection, day)) {
            statement.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet answer = statement.executeQuery()) {
                List<String> header = header(answer.getMetaData());
                FeedRowReader reader = new FeedRowReader(columns(header), today());
                for (long number = 1; answer.next(); number++) {
                    String place = "row %d of the answer".formatted(number);
                    reader.read(place, values(answer, header.size()))
                            .filter(row -> isOf(day, row, place, reader))
                            .ifPresent(rows::add);
                }
                reader.requireNothingWrong();
            }
        } catch (SQLException refused) {
            throw failure(refused);
        } catch (FeedRefusedException wrong) {
            throw new FeedRefusedException("The answer of the query %s.".formatted(wrong.getMessage()), wrong);
        }
        return rows;
    }

    private static boolean isOf(LocalDate asked, FeedRow row, String place, FeedRowReader reader) {
        if (row.day().equals(asked)) {
            return true;
        }
        reader.refuse(
                place,
                "it is of the UTC day %s, although %s was asked for; compare the query's days with :from and :to as UTC days"
                        .formatted(row.day(), asked));
        return false;
    }

    private PreparedStatement statement(Connection connection, LocalDate day) throws SQLException {
        DayQuery query = DayQuery.of(String.valueOf(properties.query()), day, day);
        PreparedStatement statement =
                connection.prepareStatement(query.sql(), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        for (int i = 0; i < query.days().size(); i++) {
            statement.setObject(i + 1, query.days().get(i));
        }
        return statement;
    }

    private static List<String> header(ResultSetMetaData answer) throws SQLException {
        List<String> header = new ArrayList<>();
        for (int i = 1; i <= answer.getColumnCount(); i++) {
            header.add(answer.getColumnLabel(i));
        }
        return header;
    }

    private static List<@Nullable String> values(ResultSet answer, int count) throws SQLException {
        List<@Nullable String> values = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            values.add(answer.getString(i));
        }
        return values;
    }

    private FeedColumns columns(List<String> header) {
        try {
            return FeedColumns.of(properties.columnNames(), header);
        } catch (FeedRefusedException unlike) {
            throw new SourceUnusableException(
                    SourceUnusableException.Kind.UNREACHABLE,
                    "The answer of meterhouse.usage-feed.query %s.".formatted(unlike.getMessage()),
                    unlike);
        }
    }

    @Override
    public String look() {
        try (Connection connection = connect();
                PreparedStatement statement = statement(connection, today().minusDays(1))) {
            statement.setMaxRows(1);
            try (ResultSet answer = statement.executeQuery()) {
                columns(header(answer.getMetaData()));
            }
            return "%s answers with the columns that are read".formatted(properties.place());
        } catch (SQLException refused) {
            throw failure(refused);
        }
    }

    private Connection connect() throws SQLException {
        Properties driver = new Properties();
        if (properties.isSqlite()) {
            // Open to read only; a file that is not there is not made.
            driver.setProperty("open_mode", "1");
        } else {
            driver.setProperty("readOnly", "true");
            driver.setProperty("ApplicationName", "meterhouse");
            driver.setProperty("connectTimeout", "20");
            driver.setProperty("socketTimeout", "600");
            driver.setProperty("tcpKeepAlive", "true");
        }
        if (properties.username() != null) {
            driver.setProperty("user", properties.username());
        }
        if (properties.password() != null) {
            driver.setProperty("password", properties.password());
        }
        Connection connection = DriverManager.getConnection(String.valueOf(properties.jdbcUrl()), driver);
        boolean isReady = false;
        try {
            // PostgreSQL answers through a cursor only inside a transaction.
            connection.setAutoCommit(false);
            isReady = true;
            return connection;
        } finally {
            if (!isReady) {
                connection.close();
            }
        }
    }

    private SourceUnusableException failure(SQLException refused) {
        String state = Objects.requireNonNullElse(refused.getSQLState(), "");
        String said =
                String.valueOf(refused.getMessage()).replaceAll("\\s+", " ").strip();
        String message;
        if (state.equals("28P01") || state.equals("28000")) {
            message =
                    "The database of the usage feed at %s refuses the user %s: %s. Check meterhouse.usage-feed.username and METERHOUSE_USAGEFEED_PASSWORD."
                            .formatted(properties.place(), properties.username(), said);
        } else if (state.startsWith("08") || state.startsWith("57P")) {
            message =
                    "The database of the usage feed at %s cannot be reached: %s. Check meterhouse.usage-feed.jdbc-url and whether the database runs; days loaded before stay."
                            .formatted(properties.place(), said);
        } else {
            message =
                    "The usage feed at %s cannot be read: %s. Check meterhouse.usage-feed.jdbc-url and meterhouse.usage-feed.query; days loaded before stay."
                            .formatted(properties.place(), said);
        }
        return new SourceUnusableException(SourceUnusableException.Kind.UNREACHABLE, message, refused);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
