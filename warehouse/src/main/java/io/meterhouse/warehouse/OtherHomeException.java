package io.meterhouse.warehouse;

import java.nio.file.Path;

/** A file of a home belongs to another home: half a home was copied, or another disk is mounted. */
public final class OtherHomeException extends WarehouseException {

    private static final long serialVersionUID = 1L;

    /**
     * Says that both ids differ, and what to do.
     *
     * @param file the file that is of another home
     * @param itsId the id it carries
     * @param home the home it was found in
     */
    public OtherHomeException(Path file, String itsId, WarehouseHome home) {
        super(
                "%s belongs to another home: it carries the id %s and the home %s has %s. Was only a part of a home copied, or another disk mounted? Bring together what belongs together. If this file is the right one here, write its id into %s."
                        .formatted(file, itsId, home.root(), home.id(), home.idFile()));
    }
}
