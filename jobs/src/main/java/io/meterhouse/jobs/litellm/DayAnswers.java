package io.meterhouse.jobs.litellm;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Everything that was asked about one day: the day itself and the narrower questions its exact grain needed. */
final class DayAnswers {

    final DayActivity day;
    final Map<String, DayActivity> models = new HashMap<>();
    final Map<CellQuestion, List<UsageCell>> rows = new HashMap<>();

    DayAnswers(DayActivity day) {
        this.day = day;
    }

    /**
     * A question for single rows.
     *
     * @param model the model, or null for every row of the key
     * @param apiKey the key
     */
    record CellQuestion(@Nullable String model, String apiKey) implements Comparable<CellQuestion> {
        @Override
        public int compareTo(CellQuestion other) {
            return toString().compareTo(other.toString());
        }
    }

    /**
     * What the answers so far amount to.
     *
     * @param cells usage at the exact grain; of use only when nothing is left to ask
     * @param modelsToAsk models to ask about with {@code model=}
     * @param rowsToAsk cells to ask about row by row
     */
    record Resolution(List<UsageCell> cells, Set<String> modelsToAsk, Set<CellQuestion> rowsToAsk) {

        Resolution {
            cells = List.copyOf(cells);
            modelsToAsk = new TreeSet<>(modelsToAsk);
            rowsToAsk = new TreeSet<>(rowsToAsk);
        }

        boolean isComplete() {
            return modelsToAsk.isEmpty() && rowsToAsk.isEmpty();
        }
    }
}
