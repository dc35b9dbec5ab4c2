package io.meterhouse.jobs.optimizer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When another model is good enough.
 *
 * @param qualityFloor quality score that a recommended model has at least, 0 to 100
 * @param qualityLoss by how much its score may be lower than that of the model in use
 * @param highUsd amount above which a cheaper model is urgent (US dollars a month)
 * @param smallShare part of the requests of its mode below which a model is in little use, 0 to 1
 * @param closeLoss by how much the score of the model that takes it over may be lower
 * @param batchAbove part of all requests, 0 to 1, above which work that nobody waits for should be done in batches
 * @param cacheReadsAbove part of the prompts of a model, 0 to 1, that all keys together read from the provider's cache, above which each is
 *     expected to
 * @param simpleBelow mean tokens of a request below which it is simple
 * @param mediumBelow mean tokens below which it is medium; from there on it is complex
 * @param simpleQuality quality score of a model for simple requests at least, 0 to 100
 * @param mediumQuality the same for medium ones
 * @param complexQuality the same for complex ones
 * @param pinned models, as {@code marts.usage} or callers name them, with {@code *} for any text, that nobody is told to leave
 * @param backgroundKeys aliases, with {@code *} for any text, or hashes of API keys for whose answers nobody waits
 */
@ConfigurationProperties("meterhouse.optimizer.models")
public record ModelThresholds(
        @DefaultValue("85") BigDecimal qualityFloor,
        @DefaultValue("10") BigDecimal qualityLoss,
        @DefaultValue("30") BigDecimal highUsd,
        @DefaultValue("0.05") BigDecimal smallShare,
        @DefaultValue("5") BigDecimal closeLoss,
        @DefaultValue("0.15") BigDecimal batchAbove,
        @DefaultValue("0.2") BigDecimal cacheReadsAbove,
        @DefaultValue("500") long simpleBelow,
        @DefaultValue("2000") long mediumBelow,
        @DefaultValue("75") BigDecimal simpleQuality,
        @DefaultValue("85") BigDecimal mediumQuality,
        @DefaultValue("93") BigDecimal complexQuality,
        @DefaultValue List<String> pinned,
        @DefaultValue List<String> backgroundKeys) {

    public ModelThresholds {
        pinned = List.copyOf(pinned);
        backgroundKeys = List.copyOf(backgroundKeys);
    }

    /** How much is asked, and how good a model has to be for it. */
    Complexity complexity() {
        return new Complexity(simpleBelow, mediumBelow, simpleQuality, mediumQuality, complexQuality);
    }

    /** Whether nobody is told to leave this model. */
    boolean pins(String model, String publicName) {
        return pinned.stream()
                .map(ModelThresholds::pattern)
                .anyMatch(pattern -> pattern.matcher(model).matches()
                        || pattern.matcher(publicName).matches());
    }

    private static Pattern pattern(String named) {
        return Pattern.compile(
                Arrays.stream(named.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    /** What is wrong with these settings, a sentence each. */
    List<String> problems(String section) {
        List<String> problems = new ArrayList<>();
        if (!Percent.isPercent(qualityFloor)) {
            problems.add("%s.quality-floor is %s; it is a score from 0 to 100, such as 85."
                    .formatted(section, qualityFloor.toPlainString()));
        }
        if (!Percent.isPercent(qualityLoss)) {
            problems.add("%s.quality-loss is %s; it is from 0 to 100, such as 10."
                    .formatted(section, qualityLoss.toPlainString()));
        }
        if (highUsd.signum() < 0) {
            problems.add("%s.high-usd is %s; it is an amount of at least 0, such as 30."
                    .formatted(section, highUsd.toPlainString()));
        }
        if (!Percent.isPart(smallShare)) {
            problems.add("%s.small-share is %s; it is a part of the requests from 0 to 1, such as 0.05."
                    .formatted(section, smallShare.toPlainString()));
        }
        if (!Percent.isPercent(closeLoss)) {
            problems.add("%s.close-loss is %s; it is from 0 to 100, such as 5."
                    .formatted(section, closeLoss.toPlainString()));
        }
        if (!Percent.isPart(batchAbove)) {
            problems.add("%s.batch-above is %s; it is a part of the requests from 0 to 1, such as 0.15."
                    .formatted(section, batchAbove.toPlainString()));
        }
        if (!Percent.isPart(cacheReadsAbove)) {
            problems.add("%s.cache-reads-above is %s; it is a part of the prompts from 0 to 1, such as 0.2."
                    .formatted(section, cacheReadsAbove.toPlainString()));
        }
        problems.addAll(complexity().problems(section));
        if (pinned.stream().anyMatch(String::isBlank)) {
            problems.add("%s.pinned has an empty entry; name models, such as openai/gpt-4*.".formatted(section));
        }
        if (backgroundKeys.stream().anyMatch(String::isBlank)) {
            problems.add("%s.background-keys has an empty entry; name aliases of keys, such as etl-*, or hashes."
                    .formatted(section));
        }
        return problems;
    }
}
