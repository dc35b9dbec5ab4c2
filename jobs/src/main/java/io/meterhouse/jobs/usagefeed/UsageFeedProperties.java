package io.meterhouse.jobs.usagefeed;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where usage comes from that does not pass LiteLLM.
 *
 * @param name name the facts of the feed are filed under, 1 to 60 characters
 * @param files globs of CSV files; none when there is no such source or it is a query
 * @param jdbcUrl address of a database, PostgreSQL or SQLite; null when there is no such source or it is files
 * @param username who asks the database; null when it asks for nobody
 * @param password password of that user; null when there is none
 * @param query a select that gives the rows of the days {@code :from} to {@code :to}, both inclusive; null without a database
 * @param columns columns by the fields they hold, where they are not the usual ones; an empty one is not read
 * @param currency currency of the costs; only US dollars
 */
@ConfigurationProperties("meterhouse.usage-feed")
public record UsageFeedProperties(
        @DefaultValue("feed") String name,
        @DefaultValue List<String> files,
        @Nullable String jdbcUrl,
        @Nullable String username,
        @Nullable String password,
        @Nullable String query,
        @DefaultValue Map<String, String> columns,
        @DefaultValue("USD") String currency) {

    private static final Pattern SECRET_IN_ADDRESS = Pattern.compile("(?i)//[^/?]*@|[?&](user|password|sslpassword)=");
    private static final String EXAMPLE = "jdbc:postgresql://db:5432/usage or jdbc:sqlite:/data/usage.db";

    public UsageFeedProperties {
        files = files.stream().filter(glob -> !glob.isBlank()).toList();
        jdbcUrl = blankToNull(jdbcUrl);
        username = blankToNull(username);
        password = blankToNull(password);
        query = blankToNull(query);
        columns = Map.copyOf(columns);
    }

    /** No feed, and every other setting as shipped. */
    public static UsageFeedProperties notConfigured() {
        return new Binder().bindOrCreate("meterhouse.usage-feed", UsageFeedProperties.class);
    }

    /** The same for files of usual columns, under another name. */
    public UsageFeedProperties of(String otherName, List<String> otherFiles) {
        return new UsageFeedProperties(otherName, otherFiles, null, null, null, null, Map.of(), currency);
    }

    /** Whether there is such a source. */
    public boolean isConfigured() {
        return !files.isEmpty() || jdbcUrl != null;
    }

    /** What is wrong with these settings, a sentence each; none repeats what may be a secret. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (name.isBlank() || name.length() > 60 || name.chars().anyMatch(Character::isISOControl)) {
            problems.add("meterhouse.usage-feed.name is '%s'; write a name of 1 to 60 characters on one line."
                    .formatted(name.strip()));
        }
        if (!files.isEmpty() && jdbcUrl != null) {
            problems.add(
                    "meterhouse.usage-feed.files and meterhouse.usage-feed.jdbc-url are both set; a feed is read from files or from a database. Take one out.");
        }
        if (jdbcUrl == null && Stream.of(username, password, query).anyMatch(set -> set != null)) {
            problems.add(
                    "meterhouse.usage-feed names a user, a password or a query without meterhouse.usage-feed.jdbc-url; write the address of the database, for example %s."
                            .formatted(EXAMPLE));
        }
        addProblemOfAddress(problems);
        addProblemOfQuery(problems);
        addProblemsOfColumns(problems);
        if (!currency.equals("USD")) {
            problems.add(
                    "meterhouse.usage-feed.currency is '%s'; only USD can be loaded, for no exchange rates are known. Give the costs in US dollars, or set meterhouse.usage-feed.columns.cost-usd to nothing."
                            .formatted(currency.strip()));
        }
        return problems;
    }

    private void addProblemOfAddress(List<String> problems) {
        if (jdbcUrl == null) {
            return;
        }
        if (SECRET_IN_ADDRESS.matcher(jdbcUrl).find()) {
            problems.add(
                    "meterhouse.usage-feed.jdbc-url holds a user or a password; write them into meterhouse.usage-feed.username and METERHOUSE_USAGEFEED_PASSWORD.");
        } else if (!jdbcUrl.startsWith("jdbc:postgresql:") && !isSqlite()) {
            problems.add(
                    "meterhouse.usage-feed.jdbc-url is '%s'; write the address of a PostgreSQL or SQLite database, for example %s."
                            .formatted(jdbcUrl, EXAMPLE));
        }
    }

    private void addProblemOfQuery(List<String> problems) {
        if (jdbcUrl == null) {
            return;
        }
        String shape =
                "write a select of the rows of the days :from to :to, for example select * from daily_usage where day between :from and :to.";
        if (query == null) {
            problems.add("meterhouse.usage-feed.jdbc-url is set but meterhouse.usage-feed.query is not; %s"
                    .formatted(shape));
        } else if (!query.toLowerCase(Locale.ROOT).matches("(?s)(select|with)\\b.*")
                || !DayQuery.namesBothDays(query)) {
            problems.add(
                    "meterhouse.usage-feed.query is no select with both markers :from and :to; %s".formatted(shape));
        }
    }

    private void addProblemsOfColumns(List<String> problems) {
        columns.keySet().stream()
                .filter(word -> FeedField.named(word).isEmpty())
                .sorted()
                .forEach(word -> problems.add("meterhouse.usage-feed.columns.%s names no field of usage; there are %s."
                        .formatted(word, FeedField.words())));
        Map<FeedField, String> read = columnNames();
        if (!read.containsKey(FeedField.DAY)) {
            problems.add("meterhouse.usage-feed.columns.day is empty; no row can be read without its day.");
        }
        if (read.keySet().stream().noneMatch(FeedField::isFigure)) {
            problems.add(
                    "meterhouse.usage-feed.columns leaves no figure to read; name a column of requests, tokens or cost.");
        }
        Set<String> named = new HashSet<>();
        read.forEach((field, column) -> {
            if (!named.add(column.toLowerCase(Locale.ROOT))) {
                problems.add(
                        "meterhouse.usage-feed.columns.%s is '%s', which another field is read from; each field needs a column of its own."
                                .formatted(field.word(), column));
            }
        });
    }

    /** The columns that are read, by field. */
    Map<FeedField, String> columnNames() {
        Map<FeedField, String> names = new EnumMap<>(FeedField.class);
        for (FeedField field : FeedField.values()) {
            names.put(field, field.usualColumn());
        }
        columns.forEach((word, column) -> FeedField.named(word).ifPresent(field -> names.put(field, column.strip())));
        names.values().removeIf(String::isEmpty);
        return names;
    }

    boolean isSqlite() {
        return jdbcUrl != null && jdbcUrl.startsWith("jdbc:sqlite:");
    }

    /** Where it is read from, for people, without what may be a secret. */
    String place() {
        return jdbcUrl == null ? String.join(", ", files) : jdbcUrl.replaceAll("\\?.*", "");
    }

    private static @Nullable String blankToNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }
}
