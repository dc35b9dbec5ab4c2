package io.meterhouse.scheduler.cli;

import io.meterhouse.reports.exports.Export;
import io.meterhouse.reports.exports.ExportFormat;
import io.meterhouse.reports.exports.ExportRequest;
import io.meterhouse.reports.exports.Exported;
import io.meterhouse.reports.focus.FocusExport;
import io.meterhouse.reports.star.StarExport;
import io.meterhouse.scheduler.settings.Settings;
import io.meterhouse.warehouse.SnapshotReader;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rows of the published snapshot as files for other programs, whose paths are the answer. */
final class WrittenExport {

    private final Export export;
    private final Settings settings;
    private final Surroundings surroundings;

    private WrittenExport(Export export, Settings settings, Surroundings surroundings) {
        this.export = export;
        this.settings = settings;
        this.surroundings = surroundings;
    }

    /** The export of a name; empty when no export is called so. */
    static Optional<WrittenExport> named(String name, Settings settings, Surroundings surroundings) {
        return Stream.<Export>of(
                        new FocusExport(settings.home(), surroundings.clock()),
                        new StarExport(settings.home(), surroundings.clock()))
                .filter(known -> known.name().equals(name))
                .findFirst()
                .map(export -> new WrittenExport(export, settings, surroundings));
    }

    /**
     * Writes it.
     *
     * @param formats as they were typed; none are all
     * @throws UsageException when it cannot be written so
     */
    ExitCode write(PeriodPreset.Range days, List<String> formats) {
        ExportRequest request = new ExportRequest(days.from(), days.to(), known(formats));
        try (SnapshotReader snapshot = surroundings.warehouse(settings).snapshotOfReports()) {
            Exported exported = export.write(snapshot, request);
            new RecordedUse(surroundings, settings).ofExport(snapshot, export.name(), days);
            exported.remarks().forEach(surroundings.console()::remark);
            exported.problems().forEach(surroundings.console()::remark);
            exported.files().forEach(file -> surroundings.console().answer(file.toString()));
            return exported.problems().isEmpty() ? ExitCode.DONE : ExitCode.GAPS;
        }
    }

    private Set<ExportFormat> known(List<String> formats) {
        Set<ExportFormat> known = EnumSet.noneOf(ExportFormat.class);
        for (String format : formats) {
            known.add(export.formats().stream()
                    .filter(one -> one.name().equalsIgnoreCase(format.strip()))
                    .findFirst()
                    .orElseThrow(() -> new UsageException("%s cannot be written as '%s'; it can as: %s."
                            .formatted(
                                    export.name(),
                                    format,
                                    export.formats().stream()
                                            .map(one -> one.name().toLowerCase(Locale.ROOT))
                                            .sorted()
                                            .collect(Collectors.joining(", "))))));
        }
        return known.isEmpty() ? export.formats() : known;
    }
}
