package io.meterhouse.jobs.accesslogs;

import io.meterhouse.jobs.runs.Run;

/** What a run has read of the access logs up to here. */
final class FilesSoFar {

    private int files;
    private long requests;
    private long rejected;

    void add(FileResult loaded) {
        files++;
        requests += loaded.loadedRequests();
        rejected += loaded.rejectedLines();
    }

    void tell(Run run) {
        if (files > 0) {
            run.brought("%,d requests of %,d files of access logs; %,d lines were rejected"
                    .formatted(requests, files, rejected));
        }
    }
}
