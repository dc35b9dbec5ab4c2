package io.meterhouse.scheduler.cli;

import io.meterhouse.scheduler.settings.Settings;
import io.meterhouse.scheduler.settings.TrustedAuthorities;
import io.meterhouse.warehouse.Warehouse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * What every command is given.
 *
 * @param console where it speaks
 * @param installation folder of the launcher
 * @param books folder of the books of prices, cost centres, plans and invoices
 * @param given settings from the command line
 * @param environment environment variables
 * @param clock the time
 * @param typed the command as it was typed
 */
record Surroundings(
        Console console,
        Path installation,
        Path books,
        Map<String, String> given,
        Map<String, String> environment,
        Clock clock,
        TypedCommand typed) {

    /** Those of an installation, whose books lie beside its settings. */
    static Surroundings of(
            Console console,
            Path installation,
            Map<String, String> given,
            Map<String, String> environment,
            Clock clock,
            TypedCommand typed) {
        return new Surroundings(
                console, installation, installation.resolve("config"), given, environment, clock, typed);
    }

    /** The same with other books. */
    Surroundings with(Path otherBooks) {
        return new Surroundings(console, installation, otherBooks, given, environment, clock, typed);
    }

    /**
     * Reads the settings.
     *
     * @throws io.meterhouse.scheduler.settings.SettingsException when they cannot be worked with
     */
    Settings settings() {
        Settings settings = Settings.read(installation, given, environment);
        settings.tls().authorities(installation).ifPresent(TrustedAuthorities::trustEverywhere);
        HomeLog.open(settings.home());
        return settings;
    }

    Warehouse warehouse(Settings settings) {
        return new Warehouse(settings.home(), settings.warehouse(), settings.published(), settings.privacy(), clock);
    }

    /** The UTC day it is. */
    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
