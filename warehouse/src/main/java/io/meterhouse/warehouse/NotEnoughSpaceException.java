package io.meterhouse.warehouse;

/** The disk of the home is too full for a run, which was not begun or not gone on with because of it. */
public final class NotEnoughSpaceException extends WarehouseException {

    private static final long serialVersionUID = 1L;

    NotEnoughSpaceException(String message) {
        super(message);
    }
}
