package io.meterhouse.scheduler.schedule;

import java.util.List;
import java.util.Optional;

/** Knows which commands there are. */
@FunctionalInterface
public interface CommandCheck {

    /**
     * What speaks against starting a command by the clock; empty when nothing does.
     *
     * @param words the command and its options
     * @return what is wrong, as the end of a sentence that begins with the setting
     */
    Optional<String> objection(List<String> words);
}
