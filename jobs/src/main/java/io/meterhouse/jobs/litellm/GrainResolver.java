package io.meterhouse.jobs.litellm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Joins model, provider and user of each key, which LiteLLM's answer gives only apart.
 *
 * <p>A key with one model, or with one provider and one user, joins itself, and names that say their provider are believed where
 * the sums leave no doubt. Whatever else is asked of LiteLLM, and no answer is believed whose sums differ.
 */
final class GrainResolver {

    private final DayAnswers answers;
    private final List<UsageCell> cells = new ArrayList<>();
    private final Set<String> modelsToAsk = new TreeSet<>();
    private final Set<DayAnswers.CellQuestion> rowsToAsk = new TreeSet<>();

    private GrainResolver(DayAnswers answers) {
        this.answers = answers;
    }

    /**
     * Finds the cells, or what must be asked to find them.
     *
     * @throws TornAnswerException when the answers contradict each other
     */
    static DayAnswers.Resolution resolve(DayAnswers answers) {
        GrainResolver resolver = new GrainResolver(answers);
        resolver.resolveKeys();
        return new DayAnswers.Resolution(
                resolver.cells, resolver.modelsToAsk, DayAnswers.CellQuestion.widest(resolver.rowsToAsk));
    }

    private void resolveKeys() {
        Map<String, Marginals> marginals = new HashMap<>();
        for (Dimension dimension : List.of(Dimension.MODEL, Dimension.PROVIDER, Dimension.USER)) {
            answers.day
                    .members(dimension)
                    .forEach((name, member) -> member.keys.forEach((hash, counters) -> marginals
                            .computeIfAbsent(hash, unseen -> new Marginals())
                            .of(dimension)
                            .put(name, counters)));
        }
        answers.day.keys.forEach(
                (hash, total) -> resolveKey(hash, total, marginals.getOrDefault(hash, new Marginals())));
        for (String hash : marginals.keySet()) {
            if (!answers.day.keys.containsKey(hash)) {
                throw new TornAnswerException(
                        "Key %s has usage under a model, provider or user but none of its own.".formatted(hash));
            }
        }
    }

    private void resolveKey(String key, Counters total, Marginals marginals) {
        Map<String, Counters> models = new TreeMap<>(marginals.models);
        Counters withoutModel = total.copy();
        models.values().forEach(withoutModel::subtract);
        if (withoutModel.isNegative()) {
            throw new TornAnswerException("The models of key %s add up to more than the key.".formatted(key));
        }
        if (!withoutModel.isNothing()) {
            models.put("", withoutModel);
        }
        requireSum(key, "providers", marginals.providers, total);
        requireSum(key, "users", marginals.users, total);
        if (models.isEmpty()) {
            return;
        }
        if (models.size() == 1) {
            String model = models.keySet().iterator().next();
            split(key, model, total, marginals.providers, marginals.users);
            return;
        }
        if (marginals.providers.size() == 1 && marginals.users.size() == 1) {
            String provider = marginals.providers.keySet().iterator().next();
            String user = marginals.users.keySet().iterator().next();
            models.forEach((model, counters) -> cells.add(new UsageCell(key, model, provider, user, counters)));
            return;
        }
        Map<String, Map<String, Counters>> providersOfModels = byPrefix(models, marginals.providers);
        if (marginals.users.size() == 1 && providersOfModels != null) {
            String user = marginals.users.keySet().iterator().next();
            providersOfModels.forEach((model, providers) -> providers.forEach(
                    (provider, counters) -> cells.add(new UsageCell(key, model, provider, user, counters))));
            return;
        }
        resolveByModelAnswers(key, models, marginals);
    }

    /**
     * Gives each model the provider that prefixes its name; null when that is no more than a guess.
     *
     * <p>A name such as {@code openai/gpt-oss-20b} may well be served by another provider. It then leaves a part of its own over,
     * unless other models make up for it in requests, tokens and spend at once. What costs something and is unlike every other model
     * of the key cannot be made up for by chance; failed requests and free models can, and are asked for.
     */
    private static @Nullable Map<String, Map<String, Counters>> byPrefix(
            Map<String, Counters> models, Map<String, Counters> providers) {
        if (!areUnlike(models.values())) {
            return null;
        }
        Map<String, Map<String, Counters>> found = new LinkedHashMap<>();
        Map<String, Counters> left = copy(providers);
        Map<String, Counters> unprefixed = new TreeMap<>();
        for (Map.Entry<String, Counters> model : models.entrySet()) {
            String prefix =
                    model.getKey().substring(0, Math.max(0, model.getKey().indexOf('/')));
            Counters ofProvider = left.get(prefix);
            if (ofProvider == null || prefix.isEmpty()) {
                unprefixed.put(model.getKey(), model.getValue());
            } else if (model.getValue().totalTokens() > 0
                    && model.getValue().spend.signum() > 0) {
                ofProvider.subtract(model.getValue());
                found.put(model.getKey(), Map.of(prefix, model.getValue()));
            } else {
                return null;
            }
        }
        for (Map.Entry<String, Counters> provider : left.entrySet()) {
            boolean isUntouched = provider.getValue().equalsWithinNoise(required(providers, provider.getKey()));
            if (!provider.getValue().isNothing() && !isUntouched) {
                return null;
            }
        }
        left.values().removeIf(Counters::isNothing);
        if (left.size() == 1) {
            String provider = left.keySet().iterator().next();
            unprefixed.forEach((model, counters) -> found.put(model, Map.of(provider, counters)));
            return found;
        }
        if (unprefixed.size() == 1) {
            found.put(unprefixed.keySet().iterator().next(), left);
            return found;
        }
        return unprefixed.isEmpty() && left.isEmpty() ? found : null;
    }

    private static boolean areUnlike(Collection<Counters> counters) {
        List<Counters> all = List.copyOf(counters);
        for (int one = 0; one < all.size(); one++) {
            for (int other = one + 1; other < all.size(); other++) {
                if (all.get(one).equalsWithinNoise(all.get(other))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** One model of one key: joined when it has one provider or one user, else read row by row. */
    private void split(
            String key, String model, Counters total, Map<String, Counters> providers, Map<String, Counters> users) {
        if (providers.size() == 1) {
            String provider = providers.keySet().iterator().next();
            users.forEach((user, counters) -> cells.add(new UsageCell(key, model, provider, user, counters)));
        } else if (users.size() == 1) {
            String user = users.keySet().iterator().next();
            providers.forEach((provider, counters) -> cells.add(new UsageCell(key, model, provider, user, counters)));
        } else {
            rows(key, Map.of(model, total), providers, users);
        }
    }

    /** Models of one key, joined by their single rows; rows of several models are asked for with those of the whole key. */
    private void rows(
            String key, Map<String, Counters> models, Map<String, Counters> providers, Map<String, Counters> users) {
        String only = models.size() == 1 ? models.keySet().iterator().next() : "";
        DayAnswers.CellQuestion question = new DayAnswers.CellQuestion(DayReader.canAskFor(only) ? only : null, key);
        List<UsageCell> rows = answers.rowsOf(question);
        if (rows == null) {
            rowsToAsk.add(question);
            return;
        }
        List<UsageCell> found = rows.stream()
                .filter(row -> row.apiKey().equals(key) && models.containsKey(row.model()))
                .toList();
        requireSums(key, "models", sums(found, UsageCell::model), models);
        requireSums(key, "providers", sums(found, UsageCell::provider), providers);
        requireSums(key, "users", sums(found, UsageCell::user), users);
        cells.addAll(found);
    }

    private static Map<String, Counters> sums(List<UsageCell> rows, Function<UsageCell, String> name) {
        Map<String, Counters> sums = new TreeMap<>();
        rows.forEach(row ->
                sums.computeIfAbsent(name.apply(row), unseen -> new Counters()).add(row.counters()));
        return sums;
    }

    private static void requireSums(String key, String what, Map<String, Counters> rows, Map<String, Counters> stated) {
        Set<String> names = new TreeSet<>(rows.keySet());
        names.addAll(stated.keySet());
        for (String name : names) {
            Counters ofRows = rows.getOrDefault(name, new Counters());
            Counters ofStated = stated.getOrDefault(name, new Counters());
            if (!ofRows.equalsWithinNoise(ofStated)) {
                throw new TornAnswerException(
                        "The single rows of key %s under '%s' of its %s add up to %s, the day says %s."
                                .formatted(key, shown(name), what, ofRows, ofStated));
            }
        }
    }

    private void resolveByModelAnswers(String key, Map<String, Counters> models, Marginals marginals) {
        List<String> unasked = models.keySet().stream()
                .filter(model -> DayReader.canAskFor(model) && !answers.models.containsKey(model))
                .toList();
        if (!unasked.isEmpty()) {
            modelsToAsk.addAll(unasked);
            return;
        }
        Map<String, Counters> providersLeft = copy(marginals.providers);
        Map<String, Counters> usersLeft = copy(marginals.users);
        Map<String, Counters> unaskable = new TreeMap<>();
        models.forEach((model, counters) -> {
            if (!DayReader.canAskFor(model)) {
                unaskable.put(model, counters);
            } else {
                DayActivity answer = answers.models.getOrDefault(model, new DayActivity());
                Map<String, Counters> providers = ofKey(answer, Dimension.PROVIDER, key);
                Map<String, Counters> users = ofKey(answer, Dimension.USER, key);
                requireSum(key, "providers of model '" + shown(model) + "'", providers, counters);
                requireSum(key, "users of model '" + shown(model) + "'", users, counters);
                take(providersLeft, providers);
                take(usersLeft, users);
                split(key, model, counters, providers, users);
            }
        });
        if (unaskable.size() == 1) {
            String model = unaskable.keySet().iterator().next();
            Counters left = required(unaskable, model);
            requireSum(key, "providers left for '" + shown(model) + "'", providersLeft, left);
            requireSum(key, "users left for '" + shown(model) + "'", usersLeft, left);
            split(key, model, left, providersLeft, usersLeft);
        } else if (!unaskable.isEmpty()) {
            rows(key, unaskable, providersLeft, usersLeft);
        }
    }

    private static Counters required(Map<String, Counters> counters, String name) {
        Counters found = counters.get(name);
        if (found == null) {
            throw new IllegalStateException("No counters of " + name);
        }
        return found;
    }

    private static Map<String, Counters> ofKey(DayActivity answer, Dimension dimension, String key) {
        Map<String, Counters> found = new TreeMap<>();
        answer.members(dimension).forEach((name, member) -> {
            Counters counters = member.keys.get(key);
            if (counters != null) {
                found.put(name, counters);
            }
        });
        return found;
    }

    private static void take(Map<String, Counters> from, Map<String, Counters> taken) {
        taken.forEach((name, counters) -> {
            Counters left = from.get(name);
            if (left == null) {
                throw new TornAnswerException(
                        "A model's own answer names '%s', which the day does not.".formatted(shown(name)));
            }
            left.subtract(counters);
            if (left.isNegative()) {
                throw new TornAnswerException(
                        "The models' own answers have more of '%s' than the day.".formatted(shown(name)));
            }
        });
        from.values().removeIf(Counters::isNothing);
    }

    private static Map<String, Counters> copy(Map<String, Counters> counters) {
        Map<String, Counters> copy = new TreeMap<>();
        counters.forEach((name, value) -> copy.put(name, value.copy()));
        return copy;
    }

    private static void requireSum(String key, String what, Map<String, Counters> parts, Counters whole) {
        Counters sum = new Counters();
        parts.values().forEach(sum::add);
        if (!sum.equalsWithinNoise(whole)) {
            throw new TornAnswerException(
                    "The %s of key %s add up to %s, but the whole is %s.".formatted(what, key, sum, whole));
        }
    }

    /** Names come from clients and may be anything; messages show the beginning only. */
    static String shown(String name) {
        String clean = name.replaceAll("\\p{Cntrl}", " ");
        return clean.length() <= 80 ? clean : clean.substring(0, 80) + "…";
    }

    private static final class Marginals {
        final Map<String, Counters> models = new TreeMap<>();
        final Map<String, Counters> providers = new TreeMap<>();
        final Map<String, Counters> users = new TreeMap<>();

        Map<String, Counters> of(Dimension dimension) {
            return switch (dimension) {
                case MODEL -> models;
                case PROVIDER -> providers;
                case USER -> users;
                default -> throw new IllegalArgumentException(dimension + " is not part of the grain");
            };
        }
    }
}
