package io.meterhouse.reports.exports;

import io.meterhouse.warehouse.SnapshotReader;
import java.util.Set;

/** Rows of a snapshot that can be written for other programs. */
public interface Export {

    /** Its name on the command line, and of its folder. */
    String name();

    /** What it can be written as, and is when nobody says. */
    Set<ExportFormat> formats();

    /**
     * Writes the files of a request into a new version folder; earlier versions stay.
     *
     * @param snapshot opened for reports, so that it can write below their folder
     * @throws io.meterhouse.warehouse.WarehouseException when the snapshot cannot answer, or a file cannot be written
     * @throws java.io.UncheckedIOException when the folder cannot be written
     */
    Exported write(SnapshotReader snapshot, ExportRequest request);
}
