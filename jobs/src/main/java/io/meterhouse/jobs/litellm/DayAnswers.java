package io.meterhouse.jobs.litellm;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Everything that was asked about one day: the day itself and the narrower questions its exact grain needed. */
final class DayAnswers {

    final DayActivity day;
    final Map<String, DayActivity> models = new HashMap<>();
    final Map<CellQuestion, List<UsageCell>> rows = new HashMap<>();

    DayAnswers(DayActivity day) {
        this.day = day;
    }

    /** The single rows that answer a question, perhaps among others; null when nothing asked so far covers it. */
    @Nullable
    List<UsageCell> rowsOf(CellQuestion question) {
        return rows.entrySet().stream()
                .filter(asked -> asked.getKey().covers(question))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /**
     * A question for single rows.
     *
     * @param model the model, or null for every model
     * @param apiKey the key; the empty one cannot be asked for, so its rows come among those of every key
     */
    record CellQuestion(@Nullable String model, String apiKey) implements Comparable<CellQuestion> {

        private static final Comparator<CellQuestion> ORDER = Comparator.comparing(CellQuestion::apiKey)
                .thenComparing(CellQuestion::model, Comparator.nullsFirst(Comparator.naturalOrder()));

        /** Those of the questions that no other one answers too. */
        static Set<CellQuestion> widest(Set<CellQuestion> questions) {
            return questions.stream()
                    .filter(question ->
                            questions.stream().noneMatch(other -> !other.equals(question) && other.covers(question)))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        boolean covers(CellQuestion other) {
            return (model == null || model.equals(other.model)) && (apiKey.isEmpty() || apiKey.equals(other.apiKey));
        }

        @Override
        public int compareTo(CellQuestion other) {
            return ORDER.compare(this, other);
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
