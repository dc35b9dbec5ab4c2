package io.meterhouse.jobs.outbox;

import io.meterhouse.warehouse.WarehouseHome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;

/**
 * Mails that are kept no longer: first their bytes, and much later that there was one, for as long as that is known nobody is mailed the
 * same again.
 */
public final class OldMails {

    /** No period that anybody is mailed of is longer, or begins to be due later. */
    private static final Period LONGEST_PERIOD = Period.ofDays(400);

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final WarehouseHome home;
    private final Clock clock;

    public OldMails(WarehouseHome home, Clock clock) {
        this.home = home;
        this.clock = clock;
    }

    /**
     * How many there are.
     *
     * @param bytesFrom the first UTC day whose mails keep their bytes
     * @param periodsFrom the first UTC day that is still told of
     */
    public long count(LocalDate bytesFrom, LocalDate periodsFrom) {
        if (!Outbox.isThere(home)) {
            return 0;
        }
        try (Outbox outbox = Outbox.open(home, clock, PATIENCE)) {
            return outbox.bytesBefore(start(bytesFrom))
                    + outbox.before(periodsFrom, start(bytesFrom.minus(LONGEST_PERIOD)));
        }
    }

    /** Forgets them. */
    public void forget(LocalDate bytesFrom, LocalDate periodsFrom) {
        if (Outbox.isThere(home)) {
            try (Outbox outbox = Outbox.open(home, clock, PATIENCE)) {
                outbox.forgetBytes(start(bytesFrom));
                outbox.forget(periodsFrom, start(bytesFrom.minus(LONGEST_PERIOD)));
            }
        }
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
