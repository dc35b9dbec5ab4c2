package io.meterhouse.jobs.outbox;

import io.meterhouse.warehouse.WarehouseException;
import io.meterhouse.warehouse.WarehouseHome;

/** Another process is sending, beside which none may. */
public final class OutboxInUseException extends WarehouseException {

    private static final long serialVersionUID = 1L;

    OutboxInUseException(WarehouseHome home) {
        super(
                "Another process is sending the mails of %s. Wait until it is done; no mail is sent twice."
                        .formatted(home.root()),
                null);
    }
}
