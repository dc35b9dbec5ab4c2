package io.meterhouse.jobs.persons;

import io.meterhouse.jobs.erasure.Depth;
import io.meterhouse.jobs.erasure.ErasedTexts;
import io.meterhouse.jobs.runs.Quantity;
import io.meterhouse.jobs.runs.SourceUnusableException;
import io.meterhouse.warehouse.QualityCheck;
import io.meterhouse.warehouse.WarehouseWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Takes erased persons out of a warehouse that has as many members afterwards as it had, or refuses to. */
final class ErasureOfMembers {

    private final WarehouseWriter warehouse;
    private final ErasedTexts erased;

    ErasureOfMembers(WarehouseWriter warehouse, ErasedTexts erased) {
        this.warehouse = warehouse;
        this.erased = erased;
    }

    /**
     * Erases in a transaction of the caller's, of which nothing stays when this ends in an exception.
     *
     * @throws SourceUnusableException when there would be more or less members than before, or a check that blocks would break
     */
    List<Found> erase() {
        List<String> members = members();
        Set<String> broken = broken();
        List<Found> found = new PersonsInWarehouse(warehouse, erased).everywhere(Depth.ERASE);
        List<String> left = members();
        Set<String> nowBroken = broken();
        nowBroken.removeAll(broken);
        if (!left.equals(members) || !nowBroken.isEmpty()) {
            throw new SourceUnusableException(
                    SourceUnusableException.Kind.REFUSED,
                    "The person is not erased: the warehouse would hold %s in place of %s, and break %s. An id of somebody else that differs in signs or accents alone, or a text of --also that names somebody else, would become one with the person. Leave that text out, or give one of them another id at the source and load it with 'meterhouse nightly'."
                            .formatted(left, members, nowBroken.isEmpty() ? "no check" : nowBroken));
        }
        return found;
    }

    private List<String> members() {
        warehouse.run("persons/members", Map.of());
        return warehouse.query(
                "select kind, member_count from member_count order by kind",
                row -> Quantity.of(row.count("member_count"), row.text("kind").replaceAll("s$", "")));
    }

    private Set<String> broken() {
        return QualityCheck.all().stream()
                .filter(check -> check.severity() == QualityCheck.Severity.BLOCKS)
                .filter(check -> warehouse.check(check).isBroken())
                .map(QualityCheck::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
