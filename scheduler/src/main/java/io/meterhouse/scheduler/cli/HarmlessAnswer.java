package io.meterhouse.scheduler.cli;

import io.meterhouse.reports.files.SpreadsheetText;
import io.meterhouse.warehouse.Answer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands an answer on with no text that a spreadsheet would take for a formula. */
final class HarmlessAnswer implements Answer {

    private final Answer next;

    HarmlessAnswer(Answer next) {
        this.next = next;
    }

    @Override
    public void columns(List<String> names) {
        next.columns(names);
    }

    @Override
    public void row(List<@Nullable Object> values) {
        List<@Nullable Object> harmless = new ArrayList<>();
        values.forEach(value -> harmless.add(value instanceof String text ? SpreadsheetText.harmless(text) : value));
        next.row(harmless);
    }

    @Override
    public void end() {
        next.end();
    }
}
