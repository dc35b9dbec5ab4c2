package io.meterhouse.reports;

import io.meterhouse.warehouse.Row;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * One CSV file: RFC 4180, UTF-8, numbers plain whatever the locale.
 *
 * @param member what a row is of: end of the mart's and of the file's name
 * @param order columns of the mart the rows are ordered by
 * @param columns in the order they are written
 */
record CsvBreakdown(String member, String order, List<Column> columns) {

    private static final int MONEY_DECIMALS = 4;

    static final List<CsvBreakdown> ALL = List.of(
            new CsvBreakdown(
                    "user",
                    "spend_usd desc, total_tokens desc, user_id",
                    columns(
                            List.of(
                                    text("User ID", "user_id"),
                                    text("Username", "user_name"),
                                    text("Email", "user_email")),
                            usage(),
                            List.of(text("Role", "user_role"), count("Unique Models", "model_count")),
                            detail(),
                            share())),
            new CsvBreakdown(
                    "model",
                    "spend_usd desc, total_tokens desc, model_name",
                    columns(
                            List.of(
                                    text("Model", "model_name"),
                                    text("Provider", "provider_ids"),
                                    count("Unique Users", "user_count")),
                            usage(),
                            List.of(text("Model Group", "model_group")),
                            detail(),
                            share())),
            new CsvBreakdown(
                    "provider",
                    "spend_usd desc, total_tokens desc, provider_id",
                    columns(
                            List.of(
                                    text("Provider", "provider_id"),
                                    count("Unique Users", "user_count"),
                                    count("Unique Models", "model_count")),
                            usage(),
                            detail(),
                            share())),
            new CsvBreakdown(
                    "api_key",
                    "spend_usd desc, total_tokens desc, api_key_hash",
                    columns(
                            List.of(text("API Key Hash", "api_key_hash"), text("API Key Alias", "key_alias")),
                            usage(),
                            List.of(
                                    text("Key Kind", "key_kind"),
                                    text("Team ID", "team_id"),
                                    text("Team", "team_name"),
                                    count("Unique Users", "user_count"),
                                    count("Unique Models", "model_count")),
                            detail(),
                            share())),
            new CsvBreakdown(
                    "team",
                    "spend_usd desc, total_tokens desc, team_id",
                    columns(
                            List.of(
                                    text("Team ID", "team_id"),
                                    text("Team", "team_name"),
                                    count("Unique Users", "user_count"),
                                    count("Unique Models", "model_count")),
                            usage(),
                            detail(),
                            share())),
            new CsvBreakdown(
                    "day",
                    "usage_date",
                    columns(
                            List.of(day("Date (UTC)", "usage_date")),
                            usage(),
                            List.of(
                                    count("Unique Users", "user_count"),
                                    text("Day State", "day_state"),
                                    flag("Final", "is_final")),
                            detail())));

    /** Requests and tokens are divided among cost centres, which leaves parts of them. */
    static final CsvBreakdown COST_CENTRE = new CsvBreakdown(
            "cost_centre",
            "spend_usd desc, total_tokens desc, cost_centre_code",
            columns(
                    List.of(
                            text("Cost Centre", "cost_centre_code"),
                            text("Name", "cost_centre_name"),
                            text("Ledger Account", "ledger_account"),
                            count("Unique Users", "user_count"),
                            count("Unique Models", "model_count"),
                            number("Total Requests", "request_count"),
                            number("Total Tokens", "total_tokens"),
                            number("Prompt Tokens", "prompt_tokens"),
                            number("Completion Tokens", "completion_tokens"),
                            money("Total Cost (USD)", "spend_usd"),
                            number("Successful Requests", "successful_request_count"),
                            number("Failed Requests", "failed_request_count"),
                            number("Cache Read Tokens", "cache_read_tokens"),
                            number("Cache Write Tokens", "cache_write_tokens")),
                    share()));

    /** Writes the rows as they arrive. */
    void write(FinanceQueries queries, Path file) {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader(columns.stream().map(Column::header).toArray(String[]::new))
                .get();
        try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
                CSVPrinter printer = new CSVPrinter(writer, format)) {
            queries.breakdown(member, order, row -> print(row, printer));
        } catch (IOException cannotWrite) {
            throw new UncheckedIOException(
                    "Cannot write %s: %s".formatted(file, cannotWrite.getMessage()), cannotWrite);
        }
    }

    /** Returns the row for the query's sake only; what counts is that none is kept. */
    private Row print(Row row, CSVPrinter printer) throws SQLException {
        try {
            for (Column column : columns) {
                printer.print(column.cell().of(row));
            }
            printer.println();
        } catch (IOException cannotWrite) {
            throw new UncheckedIOException("Cannot write the rows by " + member, cannotWrite);
        }
        return row;
    }

    /** A header and how a row's cell under it is read; null leaves the cell empty. */
    record Column(String header, Cell cell) {}

    @FunctionalInterface
    interface Cell {
        @Nullable
        String of(Row row) throws SQLException;
    }

    @SafeVarargs
    private static List<Column> columns(List<Column>... blocks) {
        return Stream.of(blocks).flatMap(List::stream).toList();
    }

    private static List<Column> usage() {
        return List.of(
                count("Total Requests", "request_count"),
                count("Total Tokens", "total_tokens"),
                count("Prompt Tokens", "prompt_tokens"),
                count("Completion Tokens", "completion_tokens"),
                money("Total Cost (USD)", "spend_usd"));
    }

    private static List<Column> detail() {
        return List.of(
                count("Successful Requests", "successful_request_count"),
                count("Failed Requests", "failed_request_count"),
                count("Cache Read Tokens", "cache_read_tokens"),
                count("Cache Write Tokens", "cache_write_tokens"));
    }

    private static List<Column> share() {
        return List.of(number("Share of Cost", "spend_share"));
    }

    private static Column text(String header, String column) {
        return new Column(header, row -> {
            String text = row.optionalText(column);
            return text == null ? null : SpreadsheetText.harmless(text);
        });
    }

    private static Column count(String header, String column) {
        return new Column(header, row -> {
            Long count = row.optionalCount(column);
            return count == null ? null : Long.toString(count);
        });
    }

    private static Column money(String header, String column) {
        return new Column(header, row -> {
            BigDecimal amount = row.optionalDecimal(column);
            if (amount == null) {
                return null;
            }
            BigDecimal exact = amount.stripTrailingZeros();
            return exact.setScale(Math.max(exact.scale(), MONEY_DECIMALS)).toPlainString();
        });
    }

    private static Column number(String header, String column) {
        return new Column(header, row -> {
            BigDecimal number = row.optionalDecimal(column);
            return number == null ? null : number.toPlainString();
        });
    }

    private static Column day(String header, String column) {
        return new Column(header, row -> {
            LocalDate day = row.optionalDay(column);
            return day == null ? null : day.toString();
        });
    }

    private static Column flag(String header, String column) {
        return new Column(header, row -> Boolean.toString(row.flag(column)));
    }
}
