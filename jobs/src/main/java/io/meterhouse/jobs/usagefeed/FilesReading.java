package io.meterhouse.jobs.usagefeed;

import io.meterhouse.jobs.files.FoundFiles;
import io.meterhouse.jobs.files.Globs;
import io.meterhouse.jobs.runs.Gap;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.SourceUnusableException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A feed in CSV files. A day is what all files together hold of it: when one of them changes, its days are read again from all.
 */
final class FilesReading implements FeedReading {

    /** What is held in memory at once. */
    private static final long SLICE_ROWS = 200_000;

    private static final int SLICE_DAYS = 31;

    private final UsageFeedProperties properties;
    private final Path base;
    private final Clock clock;
    private final List<FeedFile> present = new ArrayList<>();

    FilesReading(UsageFeedProperties properties, Path base, Clock clock) {
        this.properties = properties;
        this.base = base;
        this.clock = clock;
    }

    /** The files as they lie there now, less those that are refused. */
    private static final class Found {
        private final SortedMap<LocalDate, String> refusedDays = new TreeMap<>();
        private final List<Gap> gaps = new ArrayList<>();
        private final List<String> remarks = new ArrayList<>();
        private final List<FeedFile> toRecord = new ArrayList<>();
        private final Map<FeedFile, Set<LocalDate>> changedDays = new HashMap<>();
    }

    @Override
    public FeedPlan plan(RunRequest request, FeedLedger ledger) {
        Found found = find(ledger.files());
        Map<LocalDate, FeedLedger.@Nullable DayState> states = new HashMap<>(ledger.days(today()));
        Set<LocalDate> changed = new HashSet<>();
        found.changedDays.values().forEach(changed::addAll);
        SortedSet<LocalDate> wanted = new TreeSet<>(changed);
        present.forEach(file -> wanted.addAll(file.rowsByDay().keySet()));
        // What a file no longer holds of a day is told until somebody says that it is right.
        states.forEach((day, state) -> {
            if (state == FeedLedger.DayState.STALE) {
                wanted.add(day);
            }
        });
        wanted.removeIf(day -> !isInRange(day, request)
                || !(FeedLedger.takes(request.selection(), states.get(day))
                        || (request.selection() == RunRequest.Selection.DUE
                                && changed.contains(day)
                                && states.get(day) != FeedLedger.DayState.EXPIRED)));
        found.refusedDays.keySet().removeIf(day -> !isInRange(day, request));
        wanted.removeAll(found.refusedDays.keySet());
        List<FeedFile> settled = found.toRecord.stream()
                .filter(file -> found.changedDays.getOrDefault(file, Set.of()).stream()
                        .allMatch(day -> wanted.contains(day)
                                || found.refusedDays.containsKey(day)
                                || !states.containsKey(day)
                                || states.get(day) == FeedLedger.DayState.EXPIRED))
                .toList();
        return new FeedPlan(slices(wanted), found.refusedDays, found.gaps, found.remarks, settled);
    }

    /** A night takes whatever the files hold of days that are over; whoever names a range means it. */
    private static boolean isInRange(LocalDate day, RunRequest request) {
        return !day.isAfter(request.to()) && (request.command() == RunCommand.NIGHTLY || !day.isBefore(request.from()));
    }

    private Found find(List<FeedFile> known) {
        Found found = new Found();
        Map<String, String> pathOf = new HashMap<>();
        present.clear();
        FoundFiles files = files();
        found.remarks.addAll(files.leftOut());
        for (Path path : files.paths()) {
            try {
                CsvFile csv = csv(path);
                String sha256 = csv.sha256();
                String same = pathOf.putIfAbsent(sha256, path.toString());
                if (same != null) {
                    found.remarks.add("%s was left out: it holds the same as %s.".formatted(path, same));
                    continue;
                }
                FeedFile file = known(sha256, known)
                        .map(before -> before.at(path.toString()))
                        .orElseGet(() -> counted(csv, path, sha256));
                present.add(file);
                addChange(file, known, found);
            } catch (FeedRefusedException refused) {
                String reason = String.valueOf(refused.getMessage());
                found.gaps.add(new Gap(UsageFeed.NAME, path.toString(), "It %s.".formatted(reason)));
                Set<LocalDate> days = new HashSet<>(refused.days());
                lyingAt(path.toString(), known)
                        .forEach(before -> days.addAll(before.rowsByDay().keySet()));
                days.forEach(day -> found.refusedDays.putIfAbsent(
                        day, "The file %s, which holds rows of the day, %s.".formatted(path, reason)));
            }
        }
        return found;
    }

    /** A file whose content is new changes its days and those that lay in its place before. */
    private static void addChange(FeedFile file, List<FeedFile> known, Found found) {
        Optional<FeedFile> same = known(file.sha256(), known);
        if (same.isPresent()) {
            if (!same.get().path().equals(file.path())) {
                found.toRecord.add(file);
            }
            return;
        }
        Set<LocalDate> days = new HashSet<>(file.rowsByDay().keySet());
        lyingAt(file.path(), known)
                .forEach(before -> days.addAll(before.rowsByDay().keySet()));
        found.toRecord.add(file);
        found.changedDays.put(file, days);
    }

    private static Optional<FeedFile> known(String sha256, List<FeedFile> known) {
        return known.stream().filter(file -> file.sha256().equals(sha256)).findFirst();
    }

    private static List<FeedFile> lyingAt(String path, List<FeedFile> known) {
        return known.stream().filter(file -> file.path().equals(path)).toList();
    }

    private static FeedFile counted(CsvFile csv, Path path, String sha256) {
        SortedMap<LocalDate, Long> rows = new TreeMap<>();
        csv.read(row -> rows.merge(row.day(), 1L, Long::sum));
        return new FeedFile(path.toString(), sha256, rows);
    }

    private List<List<LocalDate>> slices(SortedSet<LocalDate> days) {
        List<List<LocalDate>> slices = new ArrayList<>();
        List<LocalDate> slice = new ArrayList<>();
        long rows = 0;
        for (LocalDate day : days) {
            long ofDay = present.stream()
                    .mapToLong(file -> file.rowsByDay().getOrDefault(day, 0L))
                    .sum();
            if (!slice.isEmpty() && (slice.size() == SLICE_DAYS || rows + ofDay > SLICE_ROWS)) {
                slices.add(slice);
                slice = new ArrayList<>();
                rows = 0;
            }
            slice.add(day);
            rows += ofDay;
        }
        if (!slice.isEmpty()) {
            slices.add(slice);
        }
        return slices;
    }

    @Override
    public SortedMap<LocalDate, List<FeedPart>> read(List<LocalDate> days) {
        SortedMap<LocalDate, List<FeedPart>> read = new TreeMap<>();
        days.forEach(day -> read.put(day, new ArrayList<>()));
        for (FeedFile file : present) {
            Map<LocalDate, List<FeedRow>> rows = new TreeMap<>();
            days.stream().filter(file.rowsByDay()::containsKey).forEach(day -> rows.put(day, new ArrayList<>()));
            if (rows.isEmpty()) {
                continue;
            }
            try {
                csv(Path.of(file.path())).read(row -> {
                    List<FeedRow> ofDay = rows.get(row.day());
                    if (ofDay != null) {
                        ofDay.add(row);
                    }
                });
            } catch (FeedRefusedException changed) {
                throw new FeedRefusedException(
                        "%s changed while it was read: it %s.".formatted(file.path(), changed.getMessage()), changed);
            }
            rows.forEach(
                    (day, ofDay) -> read.getOrDefault(day, new ArrayList<>()).add(new FeedPart(file.path(), ofDay)));
        }
        return read;
    }

    @Override
    public String look() {
        FoundFiles files = files();
        if (files.paths().isEmpty()) {
            throw new SourceUnusableException(
                    SourceUnusableException.Kind.UNREACHABLE,
                    "No file matches %s. Correct meterhouse.usage-feed.files.".formatted(properties.place()));
        }
        for (Path file : files.paths()) {
            if (!Files.isReadable(file)) {
                throw new SourceUnusableException(
                        SourceUnusableException.Kind.UNREACHABLE, "%s may not be read by this user.".formatted(file));
            }
        }
        return files.told(properties.place());
    }

    private FoundFiles files() {
        try {
            return Globs.matching(properties.files(), base);
        } catch (UncheckedIOException cannotList) {
            throw new SourceUnusableException(
                    SourceUnusableException.Kind.UNREACHABLE,
                    "The folders of %s cannot be listed: %s".formatted(properties.place(), cannotList.getMessage()),
                    cannotList);
        }
    }

    private CsvFile csv(Path path) {
        return new CsvFile(path, properties.columnNames(), today());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
