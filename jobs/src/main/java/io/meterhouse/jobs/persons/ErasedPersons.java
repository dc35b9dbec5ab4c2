package io.meterhouse.jobs.persons;

import io.meterhouse.jobs.erasure.Depth;
import io.meterhouse.jobs.erasure.ErasedTexts;
import io.meterhouse.jobs.erasure.ErasureList;
import io.meterhouse.jobs.runs.Preparation;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.warehouse.WarehouseWriter;
import java.nio.file.Path;
import java.util.List;

/**
 * Keeps the books and feeds, which are read anew by every run and are not landed, from bringing an erased person back. A rule or a budget
 * of the person holds for the pseudonym. The last of the preparations.
 */
public final class ErasedPersons implements Preparation {

    private final ErasureList list;

    /**
     * Those of a home.
     *
     * @param landing folder of its landing zone
     */
    public ErasedPersons(Path landing) {
        this.list = new ErasureList(landing);
    }

    @Override
    public void prepare(RunRequest request, WarehouseWriter writer) {
        takeOut(writer);
    }

    @Override
    public List<String> settle(WarehouseWriter writer) {
        takeOut(writer);
        return List.of();
    }

    private void takeOut(WarehouseWriter writer) {
        ErasedTexts erased = list.read();
        if (!erased.isEmpty()) {
            writer.inTransaction(() -> new PersonsInWarehouse(writer, erased).takenFromFiles(Depth.ERASE));
        }
    }
}
