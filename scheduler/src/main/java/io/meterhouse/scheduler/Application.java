package io.meterhouse.scheduler;

import io.meterhouse.scheduler.cli.MeterhouseCommandLine;
import java.time.Clock;
import java.util.Locale;

/** The program. */
public final class Application {

    private Application() {}

    public static void main(String[] arguments) {
        // Files, SQL and patterns are made of numbers, too: an Arabic or Persian locale would write them in digits that
        // are not these.
        Locale.setDefault(Locale.ROOT);
        System.exit(
                new MeterhouseCommandLine(System.out, System.err, System.getenv(), Clock.systemUTC()).run(arguments));
    }
}
