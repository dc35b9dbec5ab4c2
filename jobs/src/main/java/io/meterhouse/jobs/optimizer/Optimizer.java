package io.meterhouse.jobs.optimizer;

import io.meterhouse.jobs.runs.Conclusion;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.warehouse.WarehouseWriter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What would cost less or earn more, written into {@code star.fact_finding}. The entry of this package. */
public final class Optimizer implements Conclusion {

    private static final LocalDate NEWEST = LocalDate.parse("9999-12-31");

    private final OptimizerTerms terms;
    private final List<Search> searches;

    public Optimizer(OptimizerTerms terms) {
        this.terms = terms;
        BigDecimal smallestUsd = terms.limits().smallestUsd();
        this.searches = List.of(
                new PlansAndInfrastructure(terms.plans(), terms.infrastructure(), terms.offPeak(), smallestUsd),
                new Models(terms.models(), smallestUsd),
                new Caching(terms.models(), terms.caching(), smallestUsd));
    }

    @Override
    public String name() {
        return "optimizer";
    }

    /** Of the last complete days. A night as on a date before the newest one that looked changes nothing: findings are as of the newest. */
    @Override
    public List<String> conclude(RunRequest request, WarehouseWriter writer) {
        look(request.command() == RunCommand.NIGHTLY ? request.to() : NEWEST, writer);
        return List.of();
    }

    /**
     * Looks for everything, and brings what was found before up to it.
     *
     * @param latest last UTC day that may be known
     */
    void look(LocalDate latest, WarehouseWriter writer) {
        window(latest, writer).ifPresent(window -> {
            Marts marts = writer::query;
            Map<FindingType, String> needs = new EnumMap<>(FindingType.class);
            List<Finding> findings = new ArrayList<>();
            for (Search search : searches) {
                SearchResult result = search.look(marts, window);
                findings.addAll(result.findings());
                needs.putAll(result.needs());
            }
            writer.inTransaction(() -> {
                writer.stage("staged_finding", FindingRows.of(findings));
                writer.stage("staged_finding_party", FindingRows.parties(findings));
                writer.stage("staged_finding_alternative", FindingRows.alternatives(findings));
                writer.stage("staged_finding_need", FindingRows.needs(needs));
                writer.run("load/findings", Map.of("as_of", window.to()));
                return findings.size();
            });
        });
    }

    private Optional<Window> window(LocalDate latest, WarehouseWriter writer) {
        return writer.query("""
                        select last_day
                        from (
                            select max(usage_date) as last_day
                            from ops.day_status
                            where state in ('loaded', 'zero') and usage_date <= ?
                        )
                        where last_day is not null
                            and not exists (select 1 from star.fact_finding where last_found_on > last_day or closed_on > last_day)
                        """, row -> row.day("last_day"), latest).stream()
                .map(day -> new Window(day.minusDays(terms.limits().days() - 1L), day))
                .findFirst();
    }
}
