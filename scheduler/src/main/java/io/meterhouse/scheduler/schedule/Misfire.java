package io.meterhouse.scheduler.schedule;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What happens with times that went by unseen. */
enum Misfire {
    /** However many there were, the command is started once, at once. */
    FIRE_ONCE,
    /** The command waits for its next time. */
    SKIP;

    static Optional<Misfire> named(String words) {
        return Arrays.stream(values())
                .filter(misfire -> misfire.name().replace('_', '-').equals(words.toUpperCase(Locale.ROOT)))
                .findFirst();
    }
}
