package io.meterhouse.jobs.usagefeed;

import io.meterhouse.jobs.landing.LandedAnswer;
import io.meterhouse.jobs.landing.LandedFetch;
import io.meterhouse.jobs.landing.Landing;
import io.meterhouse.jobs.landing.LandingDraft;
import io.meterhouse.jobs.landing.LandingManifest;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * A day of the feed as it lies in landing: the rows of each origin, of each field as much as was read, keys as hashes.
 *
 * @param day UTC calendar day
 * @param feedName name of the feed when it was read
 * @param parts the rows by their origin
 * @param manifest what landing says of it
 */
record LandedFeedDay(LocalDate day, String feedName, List<FeedPart> parts, LandingManifest manifest) {

    private static final String PURPOSE = "rows";
    private static final String FEED = "feed";
    private static final List<String> COLUMNS = List.of(
            "user",
            "key_hash",
            "model",
            "provider",
            "requests",
            "prompt_tokens",
            "completion_tokens",
            "total_tokens",
            "cost_usd");
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setRecordSeparator('\n')
            .setIgnoreEmptyLines(false)
            .get();

    LandedFeedDay {
        parts = List.copyOf(parts);
    }

    /**
     * Lands a day. One without rows is landed too: that there are none is an answer.
     *
     * @param place where the feed is read from, without secrets
     * @throws io.meterhouse.jobs.landing.LandingException when it cannot be written
     */
    static LandedFeedDay land(
            LocalDate day,
            String feedName,
            List<FeedPart> parts,
            String place,
            Landing landing,
            LandingDraft.Acceptance acceptance) {
        LandingDraft draft = landing.begin(UsageFeed.NAME, day.toString());
        List<FeedPart> told = parts.isEmpty() ? List.of(new FeedPart(place, List.of())) : parts;
        for (FeedPart part : told) {
            draft.addRows(
                    PURPOSE,
                    Map.of(FEED, feedName),
                    part.origin(),
                    csv(part.rows()).getBytes(StandardCharsets.UTF_8));
        }
        LandedFetch fetch = draft.complete(place, null, FeedTotals.of(told).comparable(), acceptance);
        return new LandedFeedDay(day, feedName, told, fetch.manifest());
    }

    /**
     * Reads a landed day.
     *
     * @throws io.meterhouse.jobs.landing.LandingException when a landing file is not what was written
     */
    static LandedFeedDay read(LocalDate day, LandedFetch fetch) {
        List<FeedPart> parts = new ArrayList<>();
        String feedName = "";
        for (LandedAnswer answer : fetch.manifest().answers()) {
            feedName = Objects.requireNonNullElse(answer.parameters().get(FEED), feedName);
            parts.add(new FeedPart(answer.url(), rows(day, fetch, answer)));
        }
        return new LandedFeedDay(day, feedName, parts, fetch.manifest());
    }

    /** The same day under the name that the feed has now. */
    LandedFeedDay named(String name) {
        return new LandedFeedDay(day, name, parts, manifest);
    }

    private static String csv(List<FeedRow> rows) {
        StringBuilder csv = new StringBuilder(FORMAT.format(COLUMNS.toArray())).append('\n');
        for (FeedRow row : rows) {
            BigDecimal cost = row.costUsd();
            csv.append(FORMAT.format(
                            row.user(),
                            row.keyHash(),
                            row.model(),
                            row.provider(),
                            row.requests(),
                            row.promptTokens(),
                            row.completionTokens(),
                            row.totalTokens(),
                            cost == null ? null : cost.toPlainString()))
                    .append('\n');
        }
        return csv.toString();
    }

    private static List<FeedRow> rows(LocalDate day, LandedFetch fetch, LandedAnswer answer) {
        List<FeedRow> rows = new ArrayList<>();
        try (Reader text = new InputStreamReader(fetch.open(answer), StandardCharsets.UTF_8);
                CSVParser lines = FORMAT.parse(text)) {
            for (CSVRecord line : lines) {
                if (line.getRecordNumber() > 1) {
                    rows.add(row(day, line));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read the landed rows " + answer.file(), unreadable);
        }
        return rows;
    }

    private static FeedRow row(LocalDate day, CSVRecord line) {
        String cost = value(line, 8);
        return new FeedRow(
                day,
                value(line, 0),
                value(line, 1),
                value(line, 2),
                value(line, 3),
                count(line, 4),
                count(line, 5),
                count(line, 6),
                count(line, 7),
                cost == null ? null : new BigDecimal(cost));
    }

    private static @Nullable String value(CSVRecord line, int column) {
        String value = line.get(column);
        return value.isEmpty() ? null : value;
    }

    private static @Nullable Long count(CSVRecord line, int column) {
        String value = value(line, column);
        return value == null ? null : Long.valueOf(value);
    }
}
