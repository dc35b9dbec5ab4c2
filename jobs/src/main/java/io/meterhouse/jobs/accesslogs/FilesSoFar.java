package io.meterhouse.jobs.accesslogs;

import io.meterhouse.jobs.runs.Quantity;
import io.meterhouse.jobs.runs.Run;
import java.util.ArrayList;
import java.util.List;

/** What a run has read of the access logs up to here. */
final class FilesSoFar {

    private int files;
    private long requests;
    private long rejected;
    private final List<FileResult> failed = new ArrayList<>();

    void add(FileResult result) {
        if (result.state() == FileResult.State.FAILED) {
            failed.add(result);
        } else if (result.state() == FileResult.State.LOADED) {
            files++;
            requests += result.loadedRequests();
            rejected += result.rejectedLines();
        }
    }

    /** Files of which something is missing now. */
    List<FileResult> failed() {
        return List.copyOf(failed);
    }

    void tell(Run run) {
        if (files > 0) {
            run.brought("%s of %s of access logs; %s rejected"
                    .formatted(
                            Quantity.of(requests, "request"),
                            Quantity.of(files, "file"),
                            Quantity.of(rejected, "line")));
        }
    }
}
