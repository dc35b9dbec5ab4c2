package io.meterhouse.jobs.runs;

import io.meterhouse.warehouse.WarehouseHome;

/** The home holds nothing that could be made again. */
final class NothingToRebuildException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NothingToRebuildException(WarehouseHome home) {
        super(
                "There is nothing to rebuild: %s holds no day. Everything stays as it was. If it should hold some, see meterhouse.home; else backfill them."
                        .formatted(home.landing()));
    }
}
