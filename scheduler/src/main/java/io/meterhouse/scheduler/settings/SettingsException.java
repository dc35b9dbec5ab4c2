package io.meterhouse.scheduler.settings;

import java.util.List;

/** Settings that cannot be worked with; the message names each problem. */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Names them all. */
    public SettingsException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }

    SettingsException(String problem, Throwable cause) {
        super(problem, cause);
    }
}
