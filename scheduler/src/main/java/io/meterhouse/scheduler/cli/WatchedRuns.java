package io.meterhouse.scheduler.cli;

import io.meterhouse.jobs.alerts.UsageAlerts;
import io.meterhouse.jobs.allowedmodels.AllowedModels;
import io.meterhouse.jobs.anomalies.UsageAnomalies;
import io.meterhouse.jobs.attribution.AttributionBook;
import io.meterhouse.jobs.decisions.DecisionLedger;
import io.meterhouse.jobs.forecast.UsageForecast;
import io.meterhouse.jobs.infrastructure.InfrastructureFeeds;
import io.meterhouse.jobs.invoices.InvoiceBook;
import io.meterhouse.jobs.monthclose.Corrections;
import io.meterhouse.jobs.optimizer.Optimizer;
import io.meterhouse.jobs.outbox.DeliveryLedger;
import io.meterhouse.jobs.persons.ErasedPersons;
import io.meterhouse.jobs.plans.PlanBooks;
import io.meterhouse.jobs.prices.PriceBook;
import io.meterhouse.jobs.providers.ProviderBook;
import io.meterhouse.jobs.requesthashes.RequestHashes;
import io.meterhouse.jobs.runs.Conclusion;
import io.meterhouse.jobs.runs.Preparation;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.RunResult;
import io.meterhouse.jobs.runs.Runs;
import io.meterhouse.jobs.runs.Source;
import io.meterhouse.jobs.runs.StopSignal;
import io.meterhouse.jobs.uses.UseLedger;
import io.meterhouse.scheduler.settings.Settings;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseHome;
import java.util.List;
import java.util.function.Function;

/** Runs for a command: shows the progress and the end, and lets a signal end a run after what is in flight. */
final class WatchedRuns {

    private final Console console;
    private final TypedCommand typed;
    private final WarehouseHome home;
    private final Runs runs;

    /** Runs over all sources there are. */
    WatchedRuns(Surroundings surroundings, Settings settings) {
        this(surroundings, settings, warehouse -> Sources.of(settings, surroundings, warehouse));
    }

    WatchedRuns(Surroundings surroundings, Settings settings, Function<Warehouse, List<Source>> sources) {
        this(
                surroundings,
                settings,
                sources,
                List.of(
                        // Before prices are resolved, because an allowed model has one before anybody uses it.
                        new AllowedModels(surroundings.books()),
                        priceBook(surroundings),
                        infrastructureFeeds(surroundings, settings),
                        new RequestHashes(surroundings.books()),
                        attributionBook(surroundings),
                        invoiceBook(surroundings),
                        new PlanBooks(surroundings.books()),
                        new ProviderBook(surroundings.books()),
                        new UseLedger(settings.home()),
                        new DeliveryLedger(settings.home(), surroundings.clock()),
                        new DecisionLedger(settings.home()),
                        new ErasedPersons(settings.home().landing()),
                        new Corrections(settings.home().landing(), surroundings.clock())),
                List.of(
                        new UsageForecast(),
                        new UsageAnomalies(settings.anomalies()),
                        new Optimizer(settings.optimizer()),
                        new UsageAlerts(surroundings.books(), surroundings.clock())));
    }

    private WatchedRuns(
            Surroundings surroundings,
            Settings settings,
            Function<Warehouse, List<Source>> sources,
            List<Preparation> preparations,
            List<Conclusion> conclusions) {
        this.home = settings.home();
        this.console = surroundings.console();
        this.typed = surroundings.typed();
        Warehouse warehouse = surroundings.warehouse(settings);
        this.runs = new Runs(
                warehouse,
                preparations,
                sources.apply(warehouse),
                conclusions,
                settings.nightly(),
                surroundings.clock());
    }

    /** A run that takes nothing from the books. */
    static WatchedRuns withoutBooks(Surroundings surroundings, Settings settings, Source source) {
        return new WatchedRuns(surroundings, settings, warehouse -> List.of(source), List.of(), List.of());
    }

    static PriceBook priceBook(Surroundings surroundings) {
        return new PriceBook(surroundings.books());
    }

    static AttributionBook attributionBook(Surroundings surroundings) {
        return new AttributionBook(surroundings.books());
    }

    private static InfrastructureFeeds infrastructureFeeds(Surroundings surroundings, Settings settings) {
        return new InfrastructureFeeds(surroundings.installation(), surroundings.books(), settings.infrastructure());
    }

    private static InvoiceBook invoiceBook(Surroundings surroundings) {
        return new InvoiceBook(surroundings.books());
    }

    Runs runs() {
        return runs;
    }

    /** Runs and says how it went. */
    RunResult run(RunRequest request) {
        return run(request, new StopSignal());
    }

    RunResult run(RunRequest request, StopSignal stop) {
        home.prepare();
        HomeLog.open(home);
        Thread onSignal = new Thread(() -> endAfterWhatIsInFlight(stop), "stop-signal");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            RunResult result = runWatched(request, stop);
            // Told before the signal is answered: the process is gone as soon as it is.
            new RunReport(console, typed).tell(result);
            return result;
        } finally {
            stop.end();
            removeHook(onSignal);
        }
    }

    private RunResult runWatched(RunRequest request, StopSignal stop) {
        try (ShownProgress progress = new ShownProgress(console)) {
            return runs.run(request, progress, stop);
        }
    }

    /** Said at once, because a day in flight may take minutes. */
    private void endAfterWhatIsInFlight(StopSignal stop) {
        stop.raise();
        console.remark(
                "Stopping after the days in flight; '%s' goes on where this one ends.".formatted(typed.asPasted()));
        stop.awaitEnd();
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyShuttingDown) {
            // The signal came: the hook is running, and the run has ended as it asked.
        }
    }
}
