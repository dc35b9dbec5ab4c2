package io.meterhouse.jobs.litellm;

import io.meterhouse.jobs.landing.LandedAnswer;
import io.meterhouse.jobs.landing.LandedFetch;
import io.meterhouse.jobs.landing.LandingManifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One day as its landing folder tells it: the same answers, merged the same way, without a network. */
final class LandedDay {

    private final LocalDate day;
    private final LandedFetch fetch;

    private LandedDay(LocalDate day, LandedFetch fetch) {
        this.day = day;
        this.fetch = fetch;
    }

    /**
     * Reads a fetch.
     *
     * @throws io.meterhouse.jobs.landing.LandingException when a file is not what was received
     * @throws TornAnswerException when the answers do not make up the exact grain
     */
    static Content read(LocalDate day, LandedFetch fetch) {
        DayAnswers answers = new LandedDay(day, fetch).answers();
        DayAnswers.Resolution resolution = GrainResolver.resolve(answers);
        if (!resolution.isComplete()) {
            throw new TornAnswerException(
                    "The landed answers of %s lack those about %d models and the single rows of %d keys."
                            .formatted(
                                    day,
                                    resolution.modelsToAsk().size(),
                                    resolution.rowsToAsk().size()));
        }
        return new Content(fetch.manifest(), answers.day, resolution.cells());
    }

    /**
     * A day ready to be loaded.
     *
     * @param manifest the fetch it was read from
     * @param activity the day's merged answer, with the source's own sums
     * @param cells usage at the exact grain
     */
    record Content(LandingManifest manifest, DayActivity activity, List<UsageCell> cells) {}

    private DayAnswers answers() {
        DayActivity whole = new DayActivity();
        Map<String, DayActivity> ofKeys = new TreeMap<>();
        Map<String, DayActivity> ofModels = new TreeMap<>();
        Map<String, Map<String, DayActivity>> ofKeysOfModels = new TreeMap<>();
        Map<DayAnswers.CellQuestion, List<UsageCell>> rows = new TreeMap<>();
        for (LandedAnswer answer : fetch.manifest().answers()) {
            String model = answer.parameters().getOrDefault("model", "");
            String key = answer.parameters().getOrDefault("api_key", "");
            switch (DayReader.Purpose.of(answer)) {
                case DAY -> parse(answer, whole);
                case KEY -> parse(answer, ofKeys.computeIfAbsent(key, unseen -> new DayActivity()));
                case MODEL -> parse(answer, ofModels.computeIfAbsent(model, unseen -> new DayActivity()));
                case MODEL_KEY ->
                    parse(
                            answer,
                            ofKeysOfModels
                                    .computeIfAbsent(model, unseen -> new TreeMap<>())
                                    .computeIfAbsent(key, unseen -> new DayActivity()));
                case ROW -> addRow(answer, model, key, rows);
            }
        }
        whole.nameNobody();
        ofKeys.values().forEach(DayActivity::nameNobody);
        ofModels.values().forEach(DayActivity::nameNobody);
        ofKeysOfModels.values().forEach(ofKey -> ofKey.values().forEach(DayActivity::nameNobody));
        if (!whole.listsKeysOfMembers()) {
            ofKeys.forEach((key, ofKey) -> MemberKeys.nest(whole, key, ofKey));
            MemberKeys.nestRestUnderNoKey(whole);
            ofModels.forEach((model, ofModel) -> {
                ofKeysOfModels
                        .getOrDefault(model, Map.of())
                        .forEach((key, ofKey) -> MemberKeys.nest(ofModel, key, ofKey));
                MemberKeys.nestRestUnderNoKey(ofModel);
            });
        }
        DayAnswers answers = new DayAnswers(whole);
        answers.models.putAll(ofModels);
        answers.rows.putAll(rows);
        return answers;
    }

    private void addRow(
            LandedAnswer answer, String model, String key, Map<DayAnswers.CellQuestion, List<UsageCell>> rows) {
        DayActivity row = new DayActivity();
        parse(answer, row);
        row.nameNobody();
        DayAnswers.CellQuestion question = new DayAnswers.CellQuestion(model.isEmpty() ? null : model, key);
        List<UsageCell> known = rows.computeIfAbsent(question, unseen -> new ArrayList<>());
        SingleRow.of(row).ifPresent(known::add);
    }

    private void parse(LandedAnswer answer, DayActivity into) {
        try (InputStream body = fetch.open(answer)) {
            new ActivityParser(day, into).add(body);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read the landed answer " + answer.file(), unreadable);
        }
    }
}
