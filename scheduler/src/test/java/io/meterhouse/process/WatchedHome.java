package io.meterhouse.process;

import io.meterhouse.warehouse.WarehouseHome;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A home seen from outside while one process works in it: its files tell the step, as they also do once the process is dead. Files come and
 * go while they are looked at; one that is gone is not there.
 */
final class WatchedHome {

    private final WarehouseHome home;
    private final Set<File> draftsBefore;
    private final Set<File> reportsBefore;
    private final long publishedBefore;
    private long logSeen;

    /** Looks at a home in which nothing works yet. */
    WatchedHome(Path folder) {
        this.home = new WarehouseHome(MeterhouseProcess.home(folder));
        this.draftsBefore = new HashSet<>(fetchesWithoutManifest());
        this.reportsBefore = new HashSet<>(renderings());
        this.publishedBefore = home.publishedFile().toFile().lastModified();
        this.logSeen = log().length();
    }

    /**
     * The step that the files tell; null between two steps.
     *
     * @param said what the process has said so far
     */
    @Nullable
    NightStep look(List<String> said) {
        Set<File> rendered = new HashSet<>(renderings());
        rendered.removeAll(reportsBefore);
        if (!rendered.isEmpty()) {
            return NightStep.RENDER;
        }
        if (new File(home.publishedFile() + ".tmp").exists()) {
            return NightStep.COPY;
        }
        if (home.publishedFile().toFile().lastModified() != publishedBefore) {
            return NightStep.RENAME;
        }
        File log = log();
        long length = log.length();
        if (length > 0) {
            return ofOpenWarehouse(log, length, said);
        }
        logSeen = 0;
        List<File> drafts = new ArrayList<>(fetchesWithoutManifest());
        drafts.removeAll(draftsBefore);
        if (drafts.isEmpty()) {
            return null;
        }
        return drafts.stream().anyMatch(fetch -> !children(fetch).isEmpty()) ? NightStep.LANDING : NightStep.DOWNLOAD;
    }

    private @Nullable NightStep ofOpenWarehouse(File log, long length, List<String> said) {
        boolean hasGrown = length != logSeen;
        logSeen = length;
        if (home.warehouseFile().toFile().lastModified() > log.lastModified()) {
            return NightStep.CHECKPOINT;
        }
        if (hasGrown) {
            return NightStep.COMMIT;
        }
        return days(said, "fetched") > days(said, "loaded") ? NightStep.LOAD : null;
    }

    private static long days(List<String> said, String what) {
        return said.stream()
                .filter(line -> line.matches(".*\\d{4}-\\d\\d-\\d\\d " + what + "\\b.*"))
                .count();
    }

    private File log() {
        return new File(home.warehouseFile() + ".wal");
    }

    private List<File> fetchesWithoutManifest() {
        return children(home.landing().toFile()).stream()
                .flatMap(source -> children(source).stream())
                .flatMap(partition -> children(partition).stream())
                .filter(fetch -> !new File(fetch, "manifest.json").exists())
                .toList();
    }

    /** Whole versions and drafts of reports alike. */
    private List<File> renderings() {
        return children(home.reports().toFile()).stream()
                .flatMap(report -> children(report).stream())
                .flatMap(period -> children(period).stream())
                .flatMap(audience -> children(audience).stream())
                .toList();
    }

    private static List<File> children(File folder) {
        File[] children = folder.listFiles();
        return children == null ? List.of() : List.of(children);
    }
}
