package io.meterhouse.scheduler.cli;

import io.meterhouse.jobs.accesslogs.AccessLogs;
import io.meterhouse.jobs.auditlogs.AuditLogSource;
import io.meterhouse.jobs.dailyusage.DailyUsage;
import io.meterhouse.jobs.directorysources.Directories;
import io.meterhouse.jobs.erasure.ErasureList;
import io.meterhouse.jobs.runs.Source;
import io.meterhouse.jobs.usagefeed.UsageFeed;
import io.meterhouse.scheduler.settings.Settings;
import io.meterhouse.warehouse.ShellCommand;
import io.meterhouse.warehouse.Warehouse;
import java.util.List;
import java.util.stream.Collectors;

/** The sources there are, in the order in which a run reads them. */
final class Sources {

    private Sources() {}

    static List<Source> of(Settings settings, Surroundings surroundings, Warehouse warehouse) {
        return List.of(
                directories(settings, surroundings),
                new DailyUsage(
                        settings.home(),
                        settings.litellm(),
                        WatchedRuns.attributionBook(surroundings)::metadataFields,
                        surroundings.clock()),
                accessLogs(settings, surroundings, warehouse),
                auditLogs(settings, surroundings, warehouse),
                litellmAudit(settings, surroundings, warehouse),
                usageFeed(settings, surroundings));
    }

    static Directories directories(Settings settings, Surroundings surroundings) {
        return new Directories(
                settings.home(),
                settings.directory(),
                surroundings.installation(),
                WatchedRuns.attributionBook(surroundings)::metadataFields,
                surroundings.clock());
    }

    static UsageFeed usageFeed(Settings settings, Surroundings surroundings) {
        return new UsageFeed(settings.home(), settings.usageFeed(), surroundings.installation(), surroundings.clock());
    }

    static AccessLogs accessLogs(Settings settings, Surroundings surroundings, Warehouse warehouse) {
        return new AccessLogs(
                settings.accessLogs(),
                surroundings.installation(),
                surroundings.installation().resolve("config"),
                warehouse::pepper,
                new ErasureList(settings.home().landing())::read,
                surroundings.clock());
    }

    static AuditLogSource auditLogs(Settings settings, Surroundings surroundings, Warehouse warehouse) {
        return AuditLogSource.ofApplication(settings.auditLogs(), placeOfEvents(settings, surroundings, warehouse));
    }

    static AuditLogSource litellmAudit(Settings settings, Surroundings surroundings, Warehouse warehouse) {
        return AuditLogSource.ofLiteLlm(
                settings.auditLogs(), settings.litellm(), placeOfEvents(settings, surroundings, warehouse));
    }

    private static AuditLogSource.Place placeOfEvents(
            Settings settings, Surroundings surroundings, Warehouse warehouse) {
        return new AuditLogSource.Place(
                settings.home(),
                surroundings.installation().resolve("config/service_routes.csv"),
                settings.accessLogs().endpointsPerService(),
                warehouse::pepper,
                surroundings.clock());
    }

    /**
     * Refuses to run without a source of usage.
     *
     * @throws UsageException when none is configured
     */
    static void requireOne(List<Source> sources) {
        if (!bringUsage(sources)) {
            throw new UsageException(
                    "No source is configured. Set METERHOUSE_LITELLM_BASEURL to your LiteLLM proxy's address and METERHOUSE_LITELLM_APIKEY to a key of a proxy_admin_viewer; the README shows how to make one, and docs/settings.md names the other sources. To see Meterhouse without a source, run '%s'."
                            .formatted(ShellCommand.of("demo")));
        }
    }

    /** Whether any of them is configured and brings usage. */
    static boolean bringUsage(List<Source> sources) {
        return sources.stream().anyMatch(source -> source.isConfigured() && source.bringsUsage());
    }

    /**
     * Refuses a name that no source has, and a source that is not configured.
     *
     * @throws UsageException when it cannot be read
     */
    static void requireConfigured(String name, List<Source> sources) {
        Source named = sources.stream()
                .filter(source -> source.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("There is no source '%s'; the sources are: %s."
                        .formatted(name, sources.stream().map(Source::name).collect(Collectors.joining(", ")))));
        if (!named.isConfigured()) {
            throw new UsageException("The source '%s' is not configured; docs/settings.md says how.".formatted(name));
        }
    }
}
