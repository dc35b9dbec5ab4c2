package io.meterhouse.warehouse;

/** Another process, or another thread of this one, is writing to the home. */
public final class LeaseHeldException extends WarehouseException {

    private static final long serialVersionUID = 1L;

    LeaseHeldException(WarehouseHome home, String holder) {
        super("The home %s is in use: %s. Wait until it has finished, or use another home."
                .formatted(home.root(), holder));
    }
}
