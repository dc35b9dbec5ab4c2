package io.meterhouse.jobs.infrastructure;

import io.meterhouse.jobs.books.Book;
import io.meterhouse.jobs.books.LongBook;
import io.meterhouse.jobs.prices.ExchangeRates;
import io.meterhouse.jobs.runs.Preparation;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowSource.Column;
import io.meterhouse.warehouse.WarehouseWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code infra_cost.csv}, {@code infra_utilisation.csv} and {@code storage.csv}: takes them at the start of a run, and finds at its
 * end whose storage it is.
 */
public final class InfrastructureFeeds implements Preparation {

    private final Path costs;
    private final Path utilisation;
    private final Path storage;
    private final Path rates;
    private final InfrastructureProperties properties;

    /**
     * The feeds of a folder; one that is not there says nothing.
     *
     * @param installation from which the folder of the settings is resolved
     * @param books folder of {@code exchange_rates.csv}
     */
    public InfrastructureFeeds(Path installation, Path books, InfrastructureProperties properties) {
        Path folder = installation.resolve(properties.folder());
        this.costs = folder.resolve("infra_cost.csv");
        this.utilisation = folder.resolve("infra_utilisation.csv");
        this.storage = folder.resolve("storage.csv");
        this.rates = books.resolve("exchange_rates.csv");
        this.properties = properties;
    }

    /**
     * Puts what the files say in place of what they said before.
     *
     * @throws io.meterhouse.jobs.books.BookRefusedException naming lines of a file that mean nothing, repeat one, or want a rate
     */
    @Override
    public void prepare(RunRequest request, WarehouseWriter writer) {
        List<InfraCostLine> costLines = costLines();
        List<UtilisationLine> utilisationLines = new Book(utilisation, UtilisationLine.COLUMNS)
                .distinctLinesIfThere(UtilisationLine::of, UtilisationLine::subject);
        storageBook().stage(StorageLine::of, InfrastructureFeeds::storageRows, writer);
        writer.stage("staged_infra_cost", costRows(costLines));
        writer.stage("staged_infra_utilisation", utilisationRows(utilisationLines));
        writer.inTransaction(() -> {
            writer.run("load/infra_cost", Map.of());
            writer.run("load/infra_utilisation", Map.of());
            writer.run("load/storage", Map.of());
            writer.run(
                    "load/cost_rule",
                    Map.of("sharing", properties.sharing().word(), "metered_service", properties.meteredService()));
            return costLines.size();
        });
    }

    /** Storage is joined to users and teams as the directories know them now. */
    @Override
    public List<String> settle(WarehouseWriter writer) {
        return writer.inTransaction(() -> {
            writer.run("load/named_user_of_storage", Map.of());
            writer.run("load/user_by_day", Map.of());
            writer.run("load/storage_owners", Map.of());
            return List.of();
        });
    }

    /** Of everybody's storage, day by day. */
    private LongBook storageBook() {
        return new LongBook(
                new Book(storage, StorageLine.COLUMNS),
                "staged_storage",
                List.of("usage_date", "storage_name", "owner_kind", "owner_id"),
                "staged.storage_name || ' of ' || staged.owner_kind || coalesce(' ' || staged.owner_id, '') || ' on ' || staged.usage_date");
    }

    private List<InfraCostLine> costLines() {
        ExchangeRates exchange = ExchangeRates.of(rates);
        Book book = new Book(costs, InfraCostLine.COLUMNS);
        List<InfraCostLine> lines = book.linesIfThere(line -> InfraCostLine.of(line, exchange));
        Map<String, List<InfraCostLine>> byName = new HashMap<>();
        List<String> problems = new ArrayList<>();
        for (InfraCostLine line : lines) {
            List<InfraCostLine> sameName = byName.computeIfAbsent(line.name(), name -> new ArrayList<>());
            sameName.stream()
                    .filter(line::repeats)
                    .findFirst()
                    .ifPresent(first -> problems.add("line %d states what %s cost in %s, as line %d does for %s already"
                            .formatted(line.number(), line.name(), line.period(), first.number(), first.period())));
            sameName.add(line);
        }
        book.refuse(problems);
        return lines;
    }

    private static RowSource costRows(List<InfraCostLine> lines) {
        List<Column> columns = List.of(
                Column.count("line_number"),
                Column.text("infra_name"),
                Column.text("service_id"),
                Column.text("period_from"),
                Column.count("period_days"),
                Column.text("stated_amount"),
                Column.text("currency"),
                Column.text("usd_per_currency"),
                Column.text("amount_usd"));
        return RowSource.of(columns, lines.iterator(), (line, row) -> {
            row.count(0, line.number());
            row.text(1, line.name());
            row.text(2, line.service());
            row.text(3, line.period().from().toString());
            row.count(4, (long) line.period().days());
            row.text(5, line.amount().toPlainString());
            row.text(6, line.currency());
            row.text(7, line.usd().toPlainString());
            row.text(8, line.amountUsd().toPlainString());
        });
    }

    private static RowSource utilisationRows(List<UtilisationLine> lines) {
        List<Column> columns = List.of(
                Column.count("line_number"),
                Column.text("usage_date"),
                Column.text("infra_name"),
                Column.text("resource_name"),
                Column.text("mean_percent"),
                Column.text("peak_percent"));
        return RowSource.of(columns, lines.iterator(), (line, row) -> {
            row.count(0, line.number());
            row.text(1, line.day().toString());
            row.text(2, line.name());
            row.text(3, line.resource());
            row.text(4, line.mean().toPlainString());
            row.text(5, plain(line.peak()));
        });
    }

    private static RowSource storageRows(Iterator<StorageLine> lines) {
        List<Column> columns = List.of(
                Column.count("line_number"),
                Column.text("usage_date"),
                Column.text("storage_name"),
                Column.text("owner_kind"),
                Column.text("owner_id"),
                Column.count("stored_bytes"));
        return RowSource.of(columns, lines, (line, row) -> {
            row.count(0, line.number());
            row.text(1, line.day().toString());
            row.text(2, line.name());
            row.text(3, line.owner());
            row.text(4, line.ownerId());
            row.count(5, line.bytes());
        });
    }

    private static @Nullable String plain(@Nullable BigDecimal number) {
        return number == null ? null : number.toPlainString();
    }
}
