package io.meterhouse.jobs.decisions;

import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records what is decided about findings. The entry of this package; only while the lease is held. */
public final class Decisions {

    private final DecisionLog log;
    private final Clock clock;
    private final WarehouseWriter writer;

    /**
     * Decisions of a home.
     *
     * @param writer that of the home's lease
     */
    public Decisions(WarehouseHome home, Clock clock, WarehouseWriter writer) {
        this.log = new DecisionLog(home);
        this.clock = clock;
        this.writer = writer;
    }

    /**
     * What became of a file.
     *
     * @param recorded what it says otherwise than was decided before
     * @param problems lines that say nothing that could be recorded, a sentence each
     */
    public record Imported(List<FindingDecision> recorded, List<String> problems) {

        public Imported {
            recorded = List.copyOf(recorded);
            problems = List.copyOf(problems);
        }
    }

    /**
     * Decides about findings; what was decided so already is not recorded again.
     *
     * @param keys as {@code finding_key} or {@code short_key} of {@code marts.findings}
     * @return what was recorded
     * @throws DecisionRefusedException when there is no such finding; nothing was recorded
     */
    public List<FindingDecision> decide(Decision decision, List<String> keys, @Nullable String note) {
        KnownFindings known = KnownFindings.of(writer);
        return record(
                keys.stream()
                        .map(key -> new FindingDecision(known.named(key), decision, note))
                        .toList(),
                known);
    }

    /**
     * Takes in a file that 'findings --format csv' wrote and somebody edited: lines of which decision or note differ from what was
     * decided are recorded.
     *
     * @throws DecisionRefusedException when the file cannot be read or lacks columns
     */
    public Imported take(Path file) {
        KnownFindings known = KnownFindings.of(writer);
        DecisionFile.Read read = new DecisionFile(file).read(known);
        return new Imported(record(read.decisions(), known), read.problems());
    }

    private List<FindingDecision> record(List<FindingDecision> decisions, KnownFindings known) {
        List<FindingDecision> changed = new ArrayList<>();
        decisions.stream()
                .distinct()
                .filter(decision -> !known.isDecided(decision))
                .forEach(changed::add);
        if (!changed.isEmpty()) {
            log.append(changed, known, clock.instant());
            log.copyTo(writer);
        }
        return changed;
    }
}
