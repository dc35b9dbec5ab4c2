package io.meterhouse.jobs.litellm;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reads days, and proves that their pages lost and repeated no row, against answers that are not paged or paged otherwise.
 *
 * <p>The order of rows is not defined in older versions of LiteLLM, so between two pages a row may vanish or come twice.
 */
final class DayProof {

    private final LiteLlmClient client;
    private final AtomicBoolean mayReadAggregated = new AtomicBoolean(true);

    DayProof(LiteLlmClient client) {
        this.client = client;
    }

    /**
     * Reads everything about a day, the narrower questions of its grain included, and compares.
     *
     * @param order how this version of LiteLLM orders the rows it pages
     * @throws TornAnswerException when the answers differ
     */
    DayActivity readProved(LocalDate day, DayReader reader, int pageSize, LiteLlmVersion.RowOrder order) {
        DayReader.Reading whole = reader.day(pageSize);
        DayActivity read = whole.activity();
        if (whole.pages() <= 1) {
            reader.resolve(read, pageSize);
            return read;
        }
        DayComparison comparison = new DayComparison(day, read);
        Optional<DayActivity> aggregated = aggregated(day);
        DayComparison.Extent extent =
                aggregated.map(comparison::requireWhatIsStated).orElse(DayComparison.Extent.PART);
        boolean isProved = extent == DayComparison.Extent.WHOLE
                || (extent == DayComparison.Extent.SUMS && order == LiteLlmVersion.RowOrder.FIXED);
        Map<String, DayActivity> models = reader.resolve(read, pageSize).models;
        if (aggregated.isEmpty()) {
            requireModels(comparison, read, models, reader, pageSize);
        }
        if (!isProved && (aggregated.isEmpty() || comparison.requireModels(models) != DayComparison.Extent.WHOLE)) {
            comparison.requireSame(reader.dayAgain(otherThan(pageSize)).activity());
        }
        return read;
    }

    /** Each model against its own answer; one with a name too long to ask for is left to the second reading. */
    private static void requireModels(
            DayComparison comparison,
            DayActivity read,
            Map<String, DayActivity> known,
            DayReader reader,
            int pageSize) {
        for (String name : read.members(Dimension.MODEL).keySet()) {
            DayActivity answer = known.get(name);
            if (answer != null) {
                comparison.requireModel(name, answer.total);
            } else if (DayReader.canAskFor(name)) {
                comparison.requireModel(name, reader.modelToCompare(name, pageSize).total);
            }
        }
    }

    private Optional<DayActivity> aggregated(LocalDate day) {
        if (!mayReadAggregated.get()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("start_date", day.toString());
        parameters.put("end_date", day.toString());
        try {
            return Optional.of(client.askOnce(DayReader.PATH + "/aggregated", parameters, body -> {
                        DayActivity answer = new DayActivity();
                        new ActivityParser(day, answer).add(body);
                        return answer;
                    })
                    .value());
        } catch (LiteLlmException doneWithout) {
            // Closed to viewers, unknown to old versions, too slow on large databases: the rest of the run asks no
            // more.
            mayReadAggregated.set(false);
            return Optional.empty();
        }
    }

    /** A page size whose pages break elsewhere, so that the same row is not lost twice. */
    private static int otherThan(int pageSize) {
        return pageSize > 10 ? pageSize - pageSize / 10 : pageSize + 1;
    }
}
