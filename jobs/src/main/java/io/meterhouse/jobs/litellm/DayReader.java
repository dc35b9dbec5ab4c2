package io.meterhouse.jobs.litellm;

import io.meterhouse.jobs.landing.LandedAnswer;
import io.meterhouse.jobs.landing.LandingDraft;
import io.meterhouse.jobs.landing.Secrets;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks everything about one day that its exact grain needs, landing every answer.
 *
 * <p>LiteLLM pages rows, not days: the pages of a day are added key by key.
 */
final class DayReader {

    static final String PATH = "/user/daily/activity";

    /** Rows are read one a request only where nothing else tells their grain; more than these would take hours. */
    private static final int SINGLE_ROW_LIMIT = 5_000;

    /** Proxies and servers refuse longer addresses; a client may have sent anything as the name of a model. */
    private static final int LONGEST_MODEL_IN_ADDRESS = 3_500;

    private final LiteLlmClient client;
    private final LocalDate day;
    private final LandingDraft draft;

    DayReader(LiteLlmClient client, LocalDate day, LandingDraft draft) {
        this.client = client;
        this.day = day;
        this.draft = draft;
    }

    /** The purposes a landed answer can have. */
    enum Purpose {
        /** Every row of the day. */
        DAY,
        /** The day's rows of one key, for versions that list no keys under a model. */
        KEY,
        /** The day's rows of one model. */
        MODEL,
        /** The day's rows of one model and one key, for versions that list no keys under a model. */
        MODEL_KEY,
        /** One single row of one key. */
        ROW;

        String inManifest() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Purpose of(LandedAnswer answer) {
            for (Purpose purpose : values()) {
                if (purpose.inManifest().equals(answer.purpose())) {
                    return purpose;
                }
            }
            throw new UnreadableAnswerException(
                    "The manifest names an answer '%s', which a day does not have.".formatted(answer.purpose()));
        }
    }

    /**
     * A merged answer.
     *
     * @param activity its pages added
     * @param pages how many there were
     */
    record Reading(DayActivity activity, int pages) {}

    Reading day(int pageSize) {
        return read(Purpose.DAY, null, null, pageSize, this::land);
    }

    /** Reads the day once more without landing it, to compare. */
    Reading dayAgain(int pageSize) {
        return read(Purpose.DAY, null, null, pageSize, answer -> {});
    }

    /** Asks until the grain of every key is known; for single rows last, when it is known which of them answer others too. */
    DayAnswers resolve(DayActivity activity, int pageSize) {
        DayAnswers answers = new DayAnswers(activity);
        boolean listsKeys = activity.listsKeysOfMembers();
        if (!listsKeys) {
            for (String key : askableKeys(activity.keys.keySet())) {
                MemberKeys.nest(
                        activity,
                        key,
                        read(Purpose.KEY, null, key, pageSize, this::land).activity());
            }
            MemberKeys.nestRestUnderNoKey(activity);
        }
        DayAnswers.Resolution resolution = GrainResolver.resolve(answers);
        while (!resolution.isComplete()) {
            for (String model : resolution.modelsToAsk()) {
                answers.models.put(model, model(activity, model, pageSize, listsKeys));
            }
            if (resolution.modelsToAsk().isEmpty()) {
                for (DayAnswers.CellQuestion question : resolution.rowsToAsk()) {
                    answers.rows.put(question, rows(question));
                }
            }
            resolution = GrainResolver.resolve(answers);
        }
        return answers;
    }

    /** The day's answer for one model; landed, because the grain may rest on it. */
    private DayActivity model(DayActivity activity, String model, int pageSize, boolean listsKeys) {
        DayActivity answer =
                read(Purpose.MODEL, model, null, pageSize, this::land).activity();
        if (!listsKeys) {
            for (String key :
                    askableKeys(activity.member(Dimension.MODEL, model).keys.keySet())) {
                MemberKeys.nest(
                        answer,
                        key,
                        read(Purpose.MODEL_KEY, model, key, pageSize, this::land)
                                .activity());
            }
            MemberKeys.nestRestUnderNoKey(answer);
        }
        return answer;
    }

    /** The day's answer for one model, not landed, to compare. */
    DayActivity modelToCompare(String model, int pageSize) {
        return read(Purpose.MODEL, model, null, pageSize, answer -> {}).activity();
    }

    private List<UsageCell> rows(DayAnswers.CellQuestion question) {
        List<UsageCell> rows = new ArrayList<>();
        Paging paging = new Paging();
        LiteLlmClient.Answer<ParsedPage> answer;
        do {
            Map<String, String> parameters = parameters(question.model(), question.apiKey(), 1, paging.page());
            answer = client.ask(PATH, parameters, this::parse);
            land(new Landed(Purpose.ROW, withQuestion(parameters, question), answer));
            requireFew(question, answer.value().page().totalPages());
            SingleRow.of(answer.value().activity()).ifPresent(rows::add);
        } while (paging.advance(answer.value().page()));
        return rows;
    }

    private void requireFew(DayAnswers.CellQuestion question, int rows) {
        if (rows > SINGLE_ROW_LIMIT) {
            throw new LiteLlmException(
                    LiteLlmException.Kind.UNUSABLE,
                    "To tell providers and users of %s under %s on %s apart, %d rows would have to be read one by one; no more than %d are. What was loaded before stays. LiteLLM cannot be asked for usage without a key: give whoever sends it a key, so that later days can be read."
                            .formatted(
                                    question.model() == null
                                            ? "all models"
                                            : "model '" + GrainResolver.shown(question.model()) + "'",
                                    question.apiKey().isEmpty() ? "no key" : "key " + question.apiKey(),
                                    day,
                                    rows,
                                    SINGLE_ROW_LIMIT));
        }
    }

    /** Whether LiteLLM can be asked for one model: not for rows without one, nor with an address longer than servers take. */
    static boolean canAskFor(String model) {
        return !model.isEmpty()
                && model.length() <= LONGEST_MODEL_IN_ADDRESS
                && URLEncoder.encode(model, StandardCharsets.UTF_8).length() <= LONGEST_MODEL_IN_ADDRESS;
    }

    private Reading read(
            Purpose purpose, @Nullable String model, @Nullable String key, int pageSize, Consumer<Landed> landed) {
        DayActivity activity = new DayActivity();
        Paging paging = new Paging();
        LiteLlmClient.Answer<ParsedPage> answer;
        do {
            Map<String, String> parameters = parameters(model, key, pageSize, paging.page());
            answer = client.ask(PATH, parameters, this::parse);
            activity.add(answer.value().activity());
            landed.accept(new Landed(purpose, parameters, answer));
        } while (paging.advance(answer.value().page()));
        return new Reading(activity, paging.page() - 1);
    }

    private record ParsedPage(ActivityPage page, DayActivity activity) {}

    private ParsedPage parse(InputStream body) {
        DayActivity activity = new DayActivity();
        ActivityPage page = new ActivityParser(day, activity).add(body);
        activity.nameNobody();
        return new ParsedPage(page, activity);
    }

    private record Landed(Purpose purpose, Map<String, String> parameters, LiteLlmClient.Answer<ParsedPage> answer) {}

    /** A client may send its key for a model's name. LiteLLM is asked by the name as it is; only its mark is written. */
    private void land(Landed landed) {
        Map<String, String> parameters = new LinkedHashMap<>(landed.parameters());
        parameters.replaceAll((name, value) -> Secrets.masked(value));
        draft.add(
                landed.purpose().inManifest(),
                parameters,
                Secrets.masked(landed.answer().url()),
                Secrets.masked(landed.answer().body()));
    }

    private Map<String, String> parameters(@Nullable String model, @Nullable String key, int pageSize, int page) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("start_date", day.toString());
        parameters.put("end_date", day.toString());
        if (model != null) {
            parameters.put("model", model);
        }
        if (key != null && !key.isEmpty()) {
            parameters.put("api_key", key);
        }
        parameters.put("page", String.valueOf(page));
        parameters.put("page_size", String.valueOf(pageSize));
        return parameters;
    }

    /** An empty key cannot be asked for, so the manifest says for which key the rows were read. */
    private static Map<String, String> withQuestion(Map<String, String> parameters, DayAnswers.CellQuestion question) {
        Map<String, String> asked = new LinkedHashMap<>(parameters);
        asked.put("api_key", question.apiKey());
        return asked;
    }

    private static Set<String> askableKeys(Set<String> keys) {
        Set<String> askable = new TreeSet<>(keys);
        askable.remove("");
        return askable;
    }
}
