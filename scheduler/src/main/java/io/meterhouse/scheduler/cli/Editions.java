package io.meterhouse.scheduler.cli;

import io.meterhouse.reports.RenderedReport;
import io.meterhouse.reports.Report;
import io.meterhouse.reports.ReportRequest;
import io.meterhouse.warehouse.SnapshotReader;
import java.util.HashMap;
import java.util.Map;

/** The editions that a command renders of one snapshot: who asks for one that it has rendered already gets that one. */
final class Editions {

    private final Map<Asked, RenderedReport> rendered = new HashMap<>();

    private record Asked(String report, ReportRequest request) {}

    RenderedReport of(Report report, SnapshotReader snapshot, ReportRequest request) {
        Asked asked = new Asked(report.name(), request);
        RenderedReport edition = rendered.get(asked);
        if (edition == null) {
            edition = report.render(snapshot, request);
            rendered.put(asked, edition);
        }
        return edition;
    }
}
