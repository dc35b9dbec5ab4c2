package io.meterhouse.jobs.usagefeed;

import io.meterhouse.jobs.runs.Consent;
import io.meterhouse.jobs.runs.SourceUnusableException;
import io.meterhouse.warehouse.ShellCommand;
import java.time.Instant;
import java.util.Optional;

/** One home, one feed, or a day would stand in it twice: holds the feed of the settings against the one that filled the warehouse. */
final class FeedIdentity {

    private final UsageFeedProperties properties;

    FeedIdentity(UsageFeedProperties properties) {
        this.properties = properties;
    }

    /**
     * Refuses a feed of another name.
     *
     * @throws SourceUnusableException when the warehouse holds one
     */
    void requireSameName(FeedLedger ledger) {
        Optional<String> other = ledger.otherName(properties.name());
        if (other.isPresent()) {
            throw new SourceUnusableException(
                    SourceUnusableException.Kind.REFUSED,
                    "This warehouse holds a usage feed of the name '%s' and meterhouse.usage-feed.name is '%s'; its days would count twice. Set the name back, use another home for another feed, or rename this one: move warehouse/meterhouse.duckdb away and run '%s'."
                            .formatted(other.get(), properties.name(), ShellCommand.of("rebuild")));
        }
    }

    /**
     * Refuses another database than the one that answered before. Files may lie anywhere.
     *
     * @throws SourceUnusableException when it is another, and nobody said that this is right
     */
    void requireSameAddress(FeedLedger ledger, Consent.Address consent) {
        Optional<String> recorded = ledger.address();
        if (properties.jdbcUrl() != null
                && consent == Consent.Address.RECORDED
                && recorded.isPresent()
                && !recorded.get().equals(properties.place())) {
            throw new SourceUnusableException(
                    SourceUnusableException.Kind.REFUSED,
                    "This warehouse was filled from the usage feed at %s and meterhouse.usage-feed.jdbc-url is %s. If both are the same usage, confirm with '%s'; else use another home."
                            .formatted(
                                    recorded.get(),
                                    properties.place(),
                                    ShellCommand.of(
                                            "backfill --from DAY --to DAY --source usage-feed --accept-new-address")));
        }
    }

    /** Only a database that answered: a mistyped address must not become the one that is expected from then on. */
    void recordAddress(FeedLedger ledger, Instant answeredAt) {
        if (properties.jdbcUrl() != null
                && ledger.address().filter(properties.place()::equals).isEmpty()) {
            ledger.recordAddress(properties.place(), answeredAt);
        }
    }
}
