package io.meterhouse.warehouse;

import org.jspecify.annotations.Nullable;

/** Something the warehouse could not do; the message is one readable paragraph: what, with which value, what to do. */
public class WarehouseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public WarehouseException(String message) {
        super(message);
    }

    public WarehouseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
