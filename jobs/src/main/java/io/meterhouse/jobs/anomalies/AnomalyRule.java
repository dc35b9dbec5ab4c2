package io.meterhouse.jobs.anomalies;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says whether a day is no usual one. */
final class AnomalyRule {

    private static final int DECIMALS = 6;

    /** How many times the largest day something has to be where most days are without use. */
    private static final int TIMES_LARGEST = 2;

    /** The same where fewer than 14 days are known. */
    private static final int TIMES_LARGEST_OF_FEW = 4;

    private final AnomalyProperties limits;

    AnomalyRule(AnomalyProperties limits) {
        this.limits = limits;
    }

    /** A day against the days before it; nothing is told of fewer than 14, or where an amount is negative. */
    Optional<Deviation> judge(Candidate candidate) {
        Past past = candidate.past();
        if (past.completeDays() < Past.FEWEST_DAYS
                || past.negativeDays() > 0
                || candidate.usd().signum() < 0) {
            return Optional.empty();
        }
        Usual usual = past.profile() == null ? past.ofKind() : past.profile();
        if (candidate.isMissed() && candidate.requests() == 0 && past.isAlwaysActive()) {
            return silent(candidate, usual);
        }
        return usual == null ? againstLargest(candidate) : against(usual, candidate);
    }

    /** Something that was never used before, on the day on which it has cost enough. */
    Optional<Deviation> judge(Newcomer newcomer) {
        if (newcomer.daysBefore() < Past.FEWEST_DAYS
                || newcomer.usd().compareTo(limits.minimumNewUsd()) < 0
                || newcomer.usdBefore().compareTo(limits.minimumNewUsd()) >= 0) {
            return Optional.empty();
        }
        return Optional.of(new Deviation(
                newcomer.scope().kind().equals("model") ? AnomalyKind.NEW_MODEL : AnomalyKind.NEW_KEY,
                newcomer.scope(),
                newcomer.firstUse(),
                newcomer.day(),
                newcomer.usd(),
                BigDecimal.ZERO,
                newcomer.requests(),
                null,
                null,
                Method.FIRST_USE,
                newcomer.daysBefore()));
    }

    private Optional<Deviation> silent(Candidate candidate, @Nullable Usual usual) {
        Past past = candidate.past();
        BigDecimal expected = usual == null ? BigDecimal.ZERO : decimal(usual.expectedUsd());
        long requests = past.usualRequests() == null ? 0 : past.usualRequests();
        boolean isLarge = expected.compareTo(limits.minimumUsd()) >= 0 || requests >= limits.minimumRequests();
        return isLarge
                ? Optional.of(deviation(AnomalyKind.SILENT, candidate, expected, null, Method.ALWAYS_ACTIVE))
                : Optional.empty();
    }

    private Optional<Deviation> against(Usual usual, Candidate candidate) {
        BigDecimal expected = decimal(usual.expectedUsd());
        BigDecimal change = candidate.usd().subtract(expected);
        double usd = candidate.usd().doubleValue();
        double score = usual.score(usd);
        boolean isDrop = change.signum() < 0;
        if (change.abs().compareTo(limits.minimumUsd()) < 0
                || Math.abs(score) < limits.score().doubleValue()
                || !usual.isSeldom(usd)
                || isDrop && !candidate.isMissed()) {
            return Optional.empty();
        }
        Method method = candidate.past().profile() == null ? Method.DAY_KIND : Method.WEEKDAY_PROFILE;
        return Optional.of(
                deviation(isDrop ? AnomalyKind.DROP : AnomalyKind.SPIKE, candidate, expected, score, method));
    }

    private Optional<Deviation> againstLargest(Candidate candidate) {
        Past past = candidate.past();
        BigDecimal expected = past.meanOfKindUsd() == null ? BigDecimal.ZERO : decimal(past.meanOfKindUsd());
        BigDecimal largest = past.largestUsd() == null ? BigDecimal.ZERO : decimal(past.largestUsd());
        int times = past.days() < Past.FEWEST_DAYS ? TIMES_LARGEST_OF_FEW : TIMES_LARGEST;
        boolean isSpike = candidate.usd().compareTo(largest.multiply(BigDecimal.valueOf(times))) > 0
                && candidate.usd().subtract(expected).compareTo(limits.minimumUsd()) >= 0;
        return isSpike
                ? Optional.of(deviation(AnomalyKind.SPIKE, candidate, expected, null, Method.LARGEST_DAY))
                : Optional.empty();
    }

    private static Deviation deviation(
            AnomalyKind kind, Candidate candidate, BigDecimal expected, @Nullable Double score, Method method) {
        return new Deviation(
                kind,
                candidate.scope(),
                candidate.day(),
                candidate.day(),
                candidate.usd(),
                expected,
                candidate.requests(),
                candidate.past().usualRequests(),
                score,
                method,
                candidate.past().days());
    }

    private static BigDecimal decimal(double usd) {
        return BigDecimal.valueOf(usd).setScale(DECIMALS, RoundingMode.HALF_UP);
    }
}
