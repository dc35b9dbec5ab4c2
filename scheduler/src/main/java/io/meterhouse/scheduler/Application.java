package io.meterhouse.scheduler;

import io.meterhouse.scheduler.cli.MeterhouseCommandLine;
import java.time.Clock;

/** The program. */
public final class Application {

    private Application() {}

    public static void main(String[] arguments) {
        System.exit(
                new MeterhouseCommandLine(System.out, System.err, System.getenv(), Clock.systemUTC()).run(arguments));
    }
}
