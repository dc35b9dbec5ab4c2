package io.meterhouse.jobs.runs;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The run in the lines of the log, whichever thread writes them. */
public final class RunInLog {

    /** Its name in the diagnostic context. */
    public static final String NAME = "run";

    private RunInLog() {}

    /** Until it is closed, lines of this thread name the run. */
    static MDC.MDCCloseable named(String runId) {
        return MDC.putCloseable(NAME, runId);
    }

    /** Work for another thread, whose lines name what those of this thread do. */
    public static Runnable carried(Runnable work) {
        @Nullable Map<String, String> context = MDC.getCopyOfContextMap();
        return () -> {
            if (context != null) {
                MDC.setContextMap(context);
            }
            try {
                work.run();
            } finally {
                MDC.clear();
            }
        };
    }
}
