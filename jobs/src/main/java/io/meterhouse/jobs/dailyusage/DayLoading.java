package io.meterhouse.jobs.dailyusage;

import io.meterhouse.jobs.landing.LandedFetch;
import io.meterhouse.jobs.landing.Landing;
import io.meterhouse.jobs.landing.LandingException;
import io.meterhouse.jobs.landing.LoadedFetches;
import io.meterhouse.jobs.litellm.DayLoader;
import io.meterhouse.jobs.litellm.DayNotLoadedException;
import io.meterhouse.jobs.litellm.LiteLlmSource;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunInLog;
import io.meterhouse.jobs.runs.StopSignal;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

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
        ExecutorService readers =
                Executors.newFixedThreadPool(READ_AHEAD, work -> new Thread(RunInLog.carried(work), "load-ahead"));
        try {
            while (!waiting.isEmpty() || !ahead.isEmpty()) {
                run.stop().throwIfRaised();
                while (!waiting.isEmpty() && ahead.size() < READ_AHEAD) {
                    Landed next = waiting.remove();
                    ahead.add(new Parsing(
                            next.day(), readers.submit(() -> loader.parse(next.day(), next.fetch())), next.older()));
                }
                load(ahead.remove());
            }
            run.writer().run("load/key_usage_dates", Map.of());
        } finally {
            readers.shutdownNow();
        }
    }

    /** A day, the fetch of it to load, and those to fall back on, newest first. */
    private record Landed(LocalDate day, LandedFetch fetch, List<LandedFetch> older) {}

    private record Parsing(LocalDate day, Future<DayLoader.ParsedDay> parsed, List<LandedFetch> older) {}

    private void load(Parsing next) {
        try {
            load(next.parsed().get());
        } catch (DayNotLoadedException refused) {
            fallBack(next, refused);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof DayNotLoadedException unusable) {
                fallBack(next, unusable);
            } else if (failed.getCause() instanceof LandingException damaged) {
                fallBack(next, damaged);
            } else {
                throw new IllegalStateException("Cannot read the landed answers of " + next.day(), failed.getCause());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StopSignal.RunStoppedException();
        }
    }

    private void load(DayLoader.ParsedDay parsed) {
        loader.load(parsed, run.writer(), run.runId(), run.request().command().words());
        run.loaded(parsed.day());
    }

    /** An older fetch that is whole says more of a day than none; only when there is none has the day failed. */
    private void fallBack(Parsing next, RuntimeException newest) {
        for (LandedFetch older : next.older()) {
            try {
                load(loader.parse(next.day(), older));
                run.warned("%s is loaded from its older fetch %s. %s"
                        .formatted(next.day(), older.manifest().fetchId(), newest.getMessage()));
                return;
            } catch (DayNotLoadedException | LandingException unusable) {
                newest.addSuppressed(unusable);
            }
        }
        run.failed(next.day(), String.valueOf(newest.getMessage()));
    }

    /** What was fetched before a restart may be loaded already; only a rebuild loads that again. */
    private List<Landed> landedDays() {
        Map<LocalDate, String> loadedFetches = LoadedFetches.of(LiteLlmSource.NAME, run.writer());
        List<Landed> landed = new ArrayList<>();
        for (LocalDate day : run.days()) {
            try {
                if (run.request().command() == RunCommand.REBUILD) {
                    ofRebuild(day, loadedFetches.get(day)).ifPresent(landed::add);
                } else if (run.request().command() == RunCommand.RESTORE) {
                    ofRestore(day, loadedFetches.get(day)).ifPresent(landed::add);
                } else if (!run.hasFailed(day)) {
                    ofRun(day, loadedFetches.get(day)).ifPresentOrElse(landed::add, () -> run.kept(day));
                }
            } catch (LandingException unreadable) {
                run.failed(day, String.valueOf(unreadable.getMessage()));
            }
        }
        return landed;
    }

    private Optional<Landed> ofRun(LocalDate day, @Nullable String loadedFetch) {
        LandedFetch fetched = run.fetchOf(day);
        if (fetched != null) {
            return Optional.of(new Landed(day, fetched, List.of()));
        }
        return landing.fetches(LiteLlmSource.NAME, day.toString(), run::warned).stream()
                .findFirst()
                .filter(newest -> !newest.manifest().fetchId().equals(loadedFetch))
                .map(newest -> landing.accepted(newest, run.request().consent().totals()))
                .map(newest -> new Landed(day, newest, List.of()));
    }

    private Optional<Landed> ofRebuild(LocalDate day, @Nullable String loadedFetch) {
        List<LandedFetch> candidates = landing.toRebuild(LiteLlmSource.NAME, day.toString(), loadedFetch, run::warned);
        return candidates.isEmpty()
                ? Optional.empty()
                : Optional.of(new Landed(day, candidates.get(0), candidates.subList(1, candidates.size())));
    }

    /** What was landed and loaded after the file was copied that has been put back: the newest credible fetch, as it was then. */
    private Optional<Landed> ofRestore(LocalDate day, @Nullable String loadedFetch) {
        List<LandedFetch> candidates = landing.toRebuild(LiteLlmSource.NAME, day.toString(), null, run::warned);
        return candidates.isEmpty() || candidates.get(0).manifest().fetchId().equals(loadedFetch)
                ? Optional.empty()
                : Optional.of(new Landed(day, candidates.get(0), candidates.subList(1, candidates.size())));
    }
}
