package io.meterhouse.scheduler.cli;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/** Whether a person watches. */
final class Terminal {

    private Terminal() {}

    /** Java before 22 has a console only at a terminal; later ones always have one, and can tell. */
    static boolean isWatched() {
        return Optional.ofNullable(System.console())
                .filter(Terminal::isTerminal)
                .isPresent();
    }

    private static boolean isTerminal(java.io.Console console) {
        try {
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            throw new IllegalStateException("Java cannot tell whether its console is a terminal", impossible);
        }
    }
}
