package io.meterhouse.jobs.litellm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Joins model, provider and user of each key, which LiteLLM's answer gives only apart.
 *
 * <p>A key with one model, or with one provider and one user, joins itself. A key with several models and one user is joined by
 * the providers that prefix its models' names ({@code openai/gpt-4o}) when the prefixed models leave, of every provider, exactly
 * what the others can account for. Whatever is left is asked of LiteLLM, and no answer is believed whose sums differ.
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
        return new DayAnswers.Resolution(resolver.cells, resolver.modelsToAsk, resolver.rowsToAsk);
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
        Map<String, Map<String, Counters>> providersOfModels = byPrefix(models, marginals.providers);
        if (marginals.users.size() == 1 && providersOfModels != null) {
            String user = marginals.users.keySet().iterator().next();
            providersOfModels.forEach((model, providers) -> providers.forEach(
                    (provider, counters) -> cells.add(new UsageCell(key, model, provider, user, counters))));
            return;
        }
        resolveByModelAnswers(key, models, marginals);
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
            rows(key, model, total);
        }
    }

    private void rows(String key, String model, Counters total) {
        DayAnswers.CellQuestion question = new DayAnswers.CellQuestion(model.isEmpty() ? null : model, key);
        List<UsageCell> rows = answers.rows.get(question);
        if (rows == null) {
            rowsToAsk.add(question);
            return;
        }
        List<UsageCell> ofModel =
                rows.stream().filter(row -> row.model().equals(model)).toList();
        Counters sum = new Counters();
        ofModel.forEach(row -> sum.add(row.counters()));
        if (!sum.equalsWithinNoise(total)) {
            throw new TornAnswerException("The single rows of key %s and model '%s' add up to %s, the day says %s."
                    .formatted(key, shown(model), sum, total));
        }
        cells.addAll(ofModel);
    }

    private void resolveByModelAnswers(String key, Map<String, Counters> models, Marginals marginals) {
        List<String> unasked = models.keySet().stream()
                .filter(model -> !model.isEmpty() && !answers.models.containsKey(model))
                .toList();
        if (!unasked.isEmpty()) {
            modelsToAsk.addAll(unasked);
            return;
        }
        Map<String, Counters> providersLeft = copy(marginals.providers);
        Map<String, Counters> usersLeft = copy(marginals.users);
        models.forEach((model, counters) -> {
            if (!model.isEmpty()) {
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
        Counters withoutModel = models.get("");
        if (withoutModel != null) {
            requireSum(key, "providers left for no model", providersLeft, withoutModel);
            requireSum(key, "users left for no model", usersLeft, withoutModel);
            split(key, "", withoutModel, providersLeft, usersLeft);
        }
    }

    /**
     * Gives each model the provider that prefixes its name; null when the prefixed models are not exactly all of their providers: a
     * name such as {@code openai/gpt-oss-20b} may well be served by another one, and would then leave a part of it over.
     */
    private static @Nullable Map<String, Map<String, Counters>> byPrefix(
            Map<String, Counters> models, Map<String, Counters> providers) {
        Map<String, Map<String, Counters>> found = new LinkedHashMap<>();
        Map<String, Counters> left = copy(providers);
        List<String> unprefixed = new ArrayList<>();
        models.forEach((model, counters) -> {
            int slash = model.indexOf('/');
            Counters ofProvider = slash < 0 ? null : left.get(model.substring(0, slash));
            if (ofProvider == null) {
                unprefixed.add(model);
            } else {
                ofProvider.subtract(counters);
                found.put(model, Map.of(model.substring(0, slash), counters));
            }
        });
        if (left.values().stream().anyMatch(Counters::isNegative)) {
            return null;
        }
        boolean isExact = providers.size() == 1
                || left.entrySet().stream()
                        .allMatch(provider -> provider.getValue().isNothing()
                                || provider.getValue().equalsWithinNoise(required(providers, provider.getKey())));
        left.values().removeIf(Counters::isNothing);
        if (!isExact) {
            return null;
        }
        if (unprefixed.isEmpty()) {
            return left.isEmpty() ? found : null;
        }
        if (left.size() == 1) {
            String provider = left.keySet().iterator().next();
            unprefixed.forEach(model -> found.put(model, Map.of(provider, required(models, model))));
            return found;
        }
        if (unprefixed.size() == 1) {
            found.put(unprefixed.get(0), left);
            return found;
        }
        return null;
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
