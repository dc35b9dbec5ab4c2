package io.meterhouse.jobs.accesslogs;

import io.meterhouse.warehouse.WarehouseWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files of one run, loaded one after another, over as many leases as it takes. */
final class FileQueue {

    private final FileLoader loader;
    private final String runId;
    private final Deque<Path> waiting;
    private final List<KnownFile> toLoadAgain;
    private final Set<KnownFile> cutOff = new HashSet<>();

    private FileQueue(FileLoader loader, String runId, List<Path> files, List<KnownFile> toLoadAgain) {
        this.loader = loader;
        this.runId = runId;
        this.waiting = new ArrayDeque<>(files);
        this.toLoadAgain = new ArrayList<>(toLoadAgain);
    }

    /** Of every file, what is new of it. */
    static FileQueue ofNew(List<Path> files, WarehouseWriter ledger, FileLoader loader, String runId) {
        return new FileQueue(loader, runId, inOrder(files, new SourceFileLedger(ledger).files()), List.of());
    }

    /** Of the known files the whole, of the others what is new of them. */
    static FileQueue ofAgain(List<Path> files, List<KnownFile> known, FileLoader loader, String runId) {
        return new FileQueue(loader, runId, inOrder(files, known), known);
    }

    /** A file that lies where it was read before comes first: of two that begin alike, it is the one that was read. */
    private static List<Path> inOrder(List<Path> found, List<KnownFile> known) {
        Set<String> paths = Set.copyOf(known.stream().map(KnownFile::path).toList());
        List<Path> order = new ArrayList<>();
        found.stream().filter(path -> paths.contains(path.toString())).forEach(order::add);
        found.stream().filter(path -> !paths.contains(path.toString())).forEach(order::add);
        return order;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    FileResult loadNext(WarehouseWriter writer) {
        Path path = waiting.remove();
        return FileResult.of(path, () -> load(LogFile.of(path), writer));
    }

    private LineCounts load(LogFile file, WarehouseWriter writer) throws IOException {
        KnownFile known = recognized(file);
        if (known == null) {
            return loader.loadNew(file, writer, runId);
        }
        toLoadAgain.remove(known);
        return loader.loadAgain(file, known, writer, runId);
    }

    private @Nullable KnownFile recognized(LogFile file) throws IOException {
        if (toLoadAgain.isEmpty()) {
            return null;
        }
        try (OpenedFile opened = OpenedFile.of(file, toLoadAgain)) {
            KnownFile known = opened.known();
            if (known != null && opened.rest() == OpenedFile.Rest.CUT_OFF) {
                cutOff.add(known);
                return null;
            }
            return known;
        }
    }

    /** What was to be loaded again and was not found whole, when nothing waits any more. */
    List<FileResult> gone() {
        return toLoadAgain.stream()
                .map(known -> cutOff.contains(known) ? FileResult.cutOff(known) : FileResult.gone(known))
                .toList();
    }
}
