package io.meterhouse.jobs.accesslogs;

import io.meterhouse.jobs.erasure.ErasedTexts;
import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowSource.Column;
import io.meterhouse.warehouse.WarehouseWriter;
import java.util.List;
import java.util.function.Supplier;

/** Takes erased persons out of the texts of staged lines, of which each is spelled out once, however many lines there are. */
final class LoggedPersons {

    private final Supplier<ErasedTexts> erased;

    LoggedPersons(Supplier<ErasedTexts> erased) {
        this.erased = erased;
    }

    private record Change(String before, String after) {}

    void takeOut(WarehouseWriter writer) {
        ErasedTexts texts = erased.get();
        if (texts.isEmpty()) {
            return;
        }
        List<Change> changes = writer.query("select distinct text from text_of_line", row -> row.text("text")).stream()
                .map(text -> new Change(text, texts.inValue(text)))
                .filter(change -> !change.before().equals(change.after()))
                .toList();
        if (!changes.isEmpty()) {
            writer.stage(
                    "erased_text",
                    RowSource.of(
                            List.of(Column.text("before"), Column.text("after")), changes.iterator(), (change, row) -> {
                                row.text(0, change.before());
                                row.text(1, change.after());
                            }));
            writer.query(
                    "update text_of_line set text = erased_text.after from erased_text where text_of_line.text = erased_text.before returning 1 as n",
                    row -> row.count("n"));
        }
    }
}
