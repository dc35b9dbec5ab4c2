package io.meterhouse.jobs.usagefeed;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes rows of the texts of a feed, exactly or not at all, and remembers what is wrong with those it cannot. */
final class FeedRowReader {

    private static final int SHOWN_PROBLEMS = 3;
    private static final int SHOWN_LETTERS = 24;
    private static final int LONGEST_TEXT = 300;
    private static final int LONGEST_NUMBER = 60;
    private static final LocalDate FIRST_DAY = LocalDate.of(2020, 1, 1);

    /** More than anybody uses in a day, and so little that the sums of all rows stay exact. */
    private static final BigDecimal LARGEST = new BigDecimal("1000000000000");

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,2})?");
    private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");
    private static final Pattern RAW_KEY = Pattern.compile("\\bsk-[A-Za-z0-9_-]{16,}");
    private static final Pattern ADDRESS = Pattern.compile(".*\\d+\\.\\d+\\.\\d+\\.\\d+.*|.*::.*|(.*:){4}.*");
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][ ]")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendPattern("[ ]")
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    private final FeedColumns columns;
    private final LocalDate today;
    private final List<String> problems = new ArrayList<>();
    private final SortedSet<LocalDate> days = new TreeSet<>();
    private long wrongRows;

    FeedRowReader(FeedColumns columns, LocalDate today) {
        this.columns = columns;
        this.today = today;
    }

    /**
     * The row that these texts are; empty when they are none.
     *
     * @param place where the row stands, for people
     */
    Optional<FeedRow> read(String place, List<? extends @Nullable String> values) {
        List<String> wrong = new ArrayList<>();
        LocalDate day = day(values, wrong);
        String user = text(FeedField.USER, values, wrong);
        String key = columns.value(FeedField.KEY, values);
        String model = text(FeedField.MODEL, values, wrong);
        String provider = text(FeedField.PROVIDER, values, wrong);
        Long requests = count(FeedField.REQUESTS, values, wrong);
        Long prompt = count(FeedField.PROMPT_TOKENS, values, wrong);
        Long completion = count(FeedField.COMPLETION_TOKENS, values, wrong);
        Long total = total(count(FeedField.TOTAL_TOKENS, values, wrong), prompt, completion, wrong);
        BigDecimal cost = number(FeedField.COST_USD, values, wrong);
        if (day != null) {
            days.add(day);
        }
        if (day == null || !wrong.isEmpty()) {
            refuse(place, String.join(" and ", wrong));
            return Optional.empty();
        }
        return Optional.of(new FeedRow(
                day, user, key == null ? null : hash(key), model, provider, requests, prompt, completion, total, cost));
    }

    /** Refuses what is no row at all. */
    void refuse(String place, String reason) {
        wrongRows++;
        if (problems.size() < SHOWN_PROBLEMS) {
            problems.add("%s: %s".formatted(place, reason));
        }
    }

    /**
     * Goes on unless something was wrong.
     *
     * @throws FeedRefusedException naming the first rows that are wrong
     */
    void requireNothingWrong() {
        if (wrongRows > 0) {
            throw new FeedRefusedException(
                    "cannot be loaded: %d of its rows %s wrong; %s%s. Correct it; the next run reads it again"
                            .formatted(
                                    wrongRows,
                                    wrongRows == 1 ? "is" : "are",
                                    String.join("; ", problems),
                                    wrongRows > problems.size()
                                            ? "; and %d more".formatted(wrongRows - problems.size())
                                            : ""),
                    days);
        }
    }

    /** The days that rows were read of, wrong ones included. */
    SortedSet<LocalDate> days() {
        return days;
    }

    /** A time is its UTC day; a day that is written as a midnight without zone is that day. */
    private @Nullable LocalDate day(List<? extends @Nullable String> values, List<String> wrong) {
        String value = columns.value(FeedField.DAY, values);
        if (value == null) {
            wrong.add("%s is empty".formatted(columns.name(FeedField.DAY)));
            return null;
        }
        LocalDate day;
        try {
            TemporalAccessor time = TIME.parseBest(value, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            if (time instanceof OffsetDateTime instant) {
                day = instant.withOffsetSameInstant(ZoneOffset.UTC).toLocalDate();
            } else if (time instanceof LocalDateTime local
                    && !local.toLocalTime().equals(LocalTime.MIDNIGHT)) {
                wrong.add("%s %s is a time without its zone, so its UTC day is unknown"
                        .formatted(columns.name(FeedField.DAY), shown(value)));
                return null;
            } else {
                day = LocalDate.from(time);
            }
        } catch (DateTimeException noDay) {
            wrong.add("%s %s is no day such as 2026-09-30 and no time with its zone"
                    .formatted(columns.name(FeedField.DAY), shown(value)));
            return null;
        }
        if (day.isBefore(FIRST_DAY) || day.isAfter(today)) {
            wrong.add("%s %s is no day from %s to today, %s UTC"
                    .formatted(columns.name(FeedField.DAY), day, FIRST_DAY, today));
            return null;
        }
        return day;
    }

    private @Nullable String text(FeedField field, List<? extends @Nullable String> values, List<String> wrong) {
        String value = columns.value(field, values);
        if (value == null) {
            return null;
        }
        if (value.length() > LONGEST_TEXT) {
            wrong.add("%s has %d letters, more than %d".formatted(columns.name(field), value.length(), LONGEST_TEXT));
        } else if (value.chars().anyMatch(Character::isISOControl)) {
            wrong.add("%s holds a control character".formatted(columns.name(field)));
        } else if (RAW_KEY.matcher(value).find()) {
            wrong.add("%s holds what looks like a secret key; only the column of meterhouse.usage-feed.columns.key may"
                    .formatted(columns.name(field)));
        }
        return value;
    }

    private @Nullable Long count(FeedField field, List<? extends @Nullable String> values, List<String> wrong) {
        BigDecimal number = number(field, values, wrong);
        if (number == null) {
            return null;
        }
        if (number.stripTrailingZeros().scale() > 0) {
            wrong.add("%s '%s' is no whole number".formatted(columns.name(field), number.toPlainString()));
            return null;
        }
        return number.longValueExact();
    }

    private @Nullable BigDecimal number(FeedField field, List<? extends @Nullable String> values, List<String> wrong) {
        String value = columns.value(field, values);
        if (value == null) {
            return null;
        }
        if (value.length() > LONGEST_NUMBER || !NUMBER.matcher(value).matches()) {
            wrong.add("%s %s is no number".formatted(columns.name(field), shown(value)));
            return null;
        }
        BigDecimal number = new BigDecimal(value);
        if (number.signum() < 0 || number.compareTo(LARGEST) > 0) {
            wrong.add("%s '%s' is not from 0 to %s".formatted(columns.name(field), value, LARGEST.toPlainString()));
            return null;
        }
        return number;
    }

    private @Nullable Long total(
            @Nullable Long told, @Nullable Long prompt, @Nullable Long completion, List<String> wrong) {
        if (prompt == null || completion == null) {
            return told;
        }
        if (told != null && told != prompt + completion) {
            wrong.add("%s %d is not %d prompt and %d completion tokens"
                    .formatted(columns.name(FeedField.TOTAL_TOKENS), told, prompt, completion));
        }
        return prompt + completion;
    }

    /** Letters may be anything, a name or a secret, so only their places are shown. */
    private static String shown(String value) {
        if (ADDRESS.matcher(value).matches()) {
            return "(not shown)";
        }
        String masked = value.replaceAll("\\p{L}", "x").replaceAll("[^\\x20-\\x7e]", ".");
        return masked.length() <= SHOWN_LETTERS
                ? "'%s'".formatted(masked)
                : "'%s…'".formatted(masked.substring(0, SHOWN_LETTERS));
    }

    /** What LiteLLM keeps of a key; a key that passes both is then one member. */
    private static String hash(String key) {
        if (HASH.matcher(key).matches()) {
            return key.toLowerCase(Locale.ROOT);
        }
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java runtime has SHA-256", missing);
        }
    }
}
