package io.meterhouse.jobs.optimizer;

import io.meterhouse.jobs.optimizer.Finding.Party;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Users of one tier for whom another would be right.
 *
 * @param differenceUsd what their recommended tiers cost a month more than theirs, all together (US dollars); below 0 when they cost less
 */
record UsersOfTier(String tier, List<PlannedUser> users, BigDecimal differenceUsd) {

    /** Those who fulfil a condition and whose prices are known, by tier in the order of their names. */
    static List<UsersOfTier> whose(List<PlannedUser> candidates, Predicate<PlannedUser> condition) {
        Map<String, List<PlannedUser>> byTier = candidates.stream()
                .filter(user -> user.priceUsd() != null && user.recommendedPriceUsd() != null)
                .filter(condition)
                .collect(Collectors.groupingBy(PlannedUser::tier, TreeMap::new, Collectors.toList()));
        return byTier.entrySet().stream()
                .map(tier -> new UsersOfTier(
                        tier.getKey(),
                        tier.getValue(),
                        tier.getValue().stream().map(UsersOfTier::difference).reduce(BigDecimal.ZERO, BigDecimal::add)))
                .toList();
    }

    /** What the recommended tier of a user costs a month more; both prices are known. */
    static BigDecimal difference(PlannedUser user) {
        return Objects.requireNonNull(user.recommendedPriceUsd()).subtract(Objects.requireNonNull(user.priceUsd()));
    }

    /** Names of the recommended tiers with the number of users, such as {@code professional (2)}. */
    String recommended() {
        return users.stream()
                .collect(Collectors.groupingBy(
                        user -> Objects.requireNonNull(user.recommendedTier()), TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(tier -> tier.getKey() + " (" + tier.getValue() + ")")
                .collect(Collectors.joining(", "));
    }

    /** The tier and each of its users. */
    List<Party> parties() {
        return Stream.concat(
                        Stream.of(new Party("tier", tier)),
                        users.stream()
                                .map(user -> new Party("user", user.userId()))
                                .sorted((one, other) -> one.id().compareTo(other.id())))
                .toList();
    }
}
