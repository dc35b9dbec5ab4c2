package io.meterhouse.jobs.decisions;

import org.jspecify.annotations.Nullable;

/**
 * A decision about a finding.
 *
 * @param findingKey the finding, as {@code marts.findings} names it
 * @param decision what is to become of it
 * @param note why; null without a word
 */
public record FindingDecision(
        String findingKey, Decision decision, @Nullable String note) {

    /** What a spreadsheet cell may hold, and what still is a note. */
    static final int LONGEST_NOTE = 2000;

    public FindingDecision {
        note = note == null || note.isBlank() ? null : note.strip();
    }
}
