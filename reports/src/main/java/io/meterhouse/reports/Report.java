package io.meterhouse.reports;

import io.meterhouse.warehouse.SnapshotReader;
import java.util.List;
import java.util.Optional;

/** Something that can be rendered from a snapshot. */
public interface Report {

    /** Its name on the command line, and of its folder. */
    String name();

    /** Why it cannot be restricted so, a sentence each; empty when it can. */
    List<String> problems(UsageFilter filter);

    /**
     * Why the report of a request will be empty; it is rendered all the same.
     *
     * @param snapshot what it would be rendered from
     * @return one sentence; nothing when it will not be empty, or when its pages tell it part by part
     */
    Optional<String> whyEmpty(SnapshotReader snapshot, ReportRequest request);

    /**
     * Renders the report from a snapshot into a new version folder; earlier versions stay.
     *
     * @throws io.meterhouse.warehouse.WarehouseException when the snapshot cannot answer
     * @throws java.io.UncheckedIOException when the folder cannot be written
     * @throws IllegalStateException when the machine cannot draw a PDF
     */
    RenderedReport render(SnapshotReader snapshot, ReportRequest request);
}
