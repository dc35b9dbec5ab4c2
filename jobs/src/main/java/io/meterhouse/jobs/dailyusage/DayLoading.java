package io.meterhouse.jobs.dailyusage;

import io.meterhouse.jobs.landing.LandedFetch;
import io.meterhouse.jobs.landing.Landing;
import io.meterhouse.jobs.landing.LandingException;
import io.meterhouse.jobs.litellm.DayLoader;
import io.meterhouse.jobs.litellm.DayNotLoadedException;
import io.meterhouse.jobs.litellm.LiteLlmSource;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Loads the landed days of a run one after another, reading the next from landing while the warehouse takes the last. */
final class DayLoading {

    private static final int READ_AHEAD = 2;

    private final DailyUsageRun run;
    private final Landing landing;
    private final DayLoader loader;

    DayLoading(DailyUsageRun run, Landing landing, DayLoader loader) {
        this.run = run;
        this.landing = landing;
        this.loader = loader;
    }

    void loadAll() {
        Deque<Landed> waiting = new ArrayDeque<>(landedDays());
        Deque<Parsing> ahead = new ArrayDeque<>();
        ExecutorService readers = Executors.newFixedThreadPool(READ_AHEAD);
        try {
            while (!waiting.isEmpty() || !ahead.isEmpty()) {
                run.stop().throwIfRaised();
                while (!waiting.isEmpty() && ahead.size() < READ_AHEAD) {
                    Landed next = waiting.remove();
                    ahead.add(new Parsing(next.day(), readers.submit(() -> loader.parse(next.day(), next.fetch()))));
                }
                load(ahead.remove());
            }
            run.writer().run("load/key_usage_dates", Map.of());
        } finally {
            readers.shutdownNow();
        }
    }

    private record Landed(LocalDate day, LandedFetch fetch) {}

    private record Parsing(LocalDate day, Future<DayLoader.ParsedDay> parsed) {}

    private void load(Parsing next) {
        try {
            loader.load(
                    next.parsed().get(),
                    run.writer(),
                    run.runId(),
                    run.request().command().words());
            run.loaded(next.day());
        } catch (DayNotLoadedException refused) {
            run.failed(next.day(), String.valueOf(refused.getMessage()));
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            if (cause instanceof DayNotLoadedException || cause instanceof LandingException) {
                run.failed(next.day(), String.valueOf(cause.getMessage()));
            } else {
                throw new IllegalStateException("Cannot read the landed answers of " + next.day(), cause);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StopSignal.RunStoppedException();
        }
    }

    /** A day whose newest fetch is already loaded was loaded before a restart; only a rebuild loads it again. */
    private List<Landed> landedDays() {
        Map<LocalDate, String> loadedFetches = new HashMap<>();
        run.writer()
                .query(
                        "select usage_date, landing_fetch_id from ops.day_status where source = ? and landing_fetch_id is not null",
                        row -> loadedFetches.put(row.day("usage_date"), row.text("landing_fetch_id")),
                        LiteLlmSource.NAME);
        List<Landed> landed = new ArrayList<>();
        for (LocalDate day : run.days()) {
            try {
                if (run.request().command() == RunCommand.REBUILD) {
                    ofRebuild(day, loadedFetches.get(day)).ifPresent(fetch -> landed.add(new Landed(day, fetch)));
                } else if (!run.hasFailed(day)) {
                    landing.newest(LiteLlmSource.NAME, day.toString())
                            .filter(newest -> !newest.manifest().fetchId().equals(loadedFetches.get(day)))
                            .map(newest ->
                                    landing.accepted(newest, run.request().acceptance()))
                            .ifPresent(newest -> landed.add(new Landed(day, newest)));
                }
            } catch (LandingException unreadable) {
                run.failed(day, String.valueOf(unreadable.getMessage()));
            }
        }
        return landed;
    }

    private Optional<LandedFetch> ofRebuild(LocalDate day, @org.jspecify.annotations.Nullable String loadedFetch) {
        Optional<LandedFetch> loaded =
                loadedFetch == null ? Optional.empty() : landing.fetch(LiteLlmSource.NAME, day.toString(), loadedFetch);
        return loaded.isPresent() ? loaded : landing.newestCredible(LiteLlmSource.NAME, day.toString());
    }
}
