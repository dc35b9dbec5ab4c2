package io.meterhouse.jobs.retention;

import io.meterhouse.jobs.outbox.OldMails;
import io.meterhouse.warehouse.WarehouseWriter;
import java.time.LocalDate;

/** Mails that brought reports to somebody. */
final class ExpiringMails implements Expiring {

    private final OldMails mails;
    private final LocalDate bytesFrom;
    private final LocalDate periodsFrom;

    /**
     * Mails of a home.
     *
     * @param bytesFrom the first UTC day whose mails keep their bytes
     * @param periodsFrom the first UTC day that is still told of
     */
    ExpiringMails(OldMails mails, LocalDate bytesFrom, LocalDate periodsFrom) {
        this.mails = mails;
        this.bytesFrom = bytesFrom;
        this.periodsFrom = periodsFrom;
    }

    @Override
    public Expired look(WarehouseWriter writer) {
        return Expired.rows("bytes of mails in the outbox", mails.count(bytesFrom, periodsFrom), 0, bytesFrom);
    }

    @Override
    public void delete(WarehouseWriter writer) {
        mails.forget(bytesFrom, periodsFrom);
    }
}
