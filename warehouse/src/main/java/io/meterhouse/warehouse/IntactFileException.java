package io.meterhouse.warehouse;

import org.jspecify.annotations.Nullable;

/** A warehouse file that cannot be used now and is in order: putting another in its place would lose what it holds. */
public final class IntactFileException extends WarehouseException {

    private static final long serialVersionUID = 1L;

    IntactFileException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
