package io.meterhouse.jobs.directorysources;

import io.meterhouse.jobs.directory.DirectoryHistory;
import io.meterhouse.jobs.landing.LandedFetch;
import io.meterhouse.jobs.landing.Landing;
import io.meterhouse.jobs.landing.LandingDraft;
import io.meterhouse.jobs.landing.LandingException;
import io.meterhouse.jobs.runs.Run;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.Source;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * The directories beside LiteLLM's own: lands each, and observes what it lists. One that cannot be had is told, and who is known by it
 * stays as it was. The entry of this package.
 */
public final class Directories implements Source {

    /** How the directories are told of a run, and named on the command line. */
    public static final String NAME = "directory";

    private static final String PARTITION = "all";

    private final Landing landing;
    private final List<MemberDirectory> directories;

    /**
     * The directories of the settings, landing in a home.
     *
     * @param base folder that a relative path counts from
     * @param keyMetadata fields of keys' metadata that are kept; asked each time keys are listed
     */
    public Directories(
            WarehouseHome home,
            DirectoryProperties properties,
            Path base,
            Supplier<Set<String>> keyMetadata,
            Clock clock) {
        this.landing = new Landing(home.landing(), clock);
        this.directories = List.of(
                new UserList(properties.userList(), base),
                new LiteMaas(properties.litemaas(), keyMetadata),
                new Keycloak(properties.keycloak()));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isConfigured() {
        return !configured().isEmpty();
    }

    @Override
    public boolean bringsUsage() {
        return false;
    }

    @Override
    public String place() {
        return configured().stream().map(MemberDirectory::place).collect(Collectors.joining(", "));
    }

    @Override
    public String unit() {
        return "directories";
    }

    /**
     * What is found when a directory is looked at.
     *
     * @param source its name
     * @param problem why it cannot be read, and what to do; empty when it can
     */
    public record Look(String source, String place, List<String> problem) {}

    /** Reads each configured directory and keeps nothing. */
    public List<Look> look() {
        return configured().stream().map(Directories::look).toList();
    }

    private static Look look(MemberDirectory directory) {
        try {
            directory.read();
            return new Look(directory.source(), directory.place(), List.of());
        } catch (DirectoryUnusableException unusable) {
            return new Look(directory.source(), directory.place(), List.of(String.valueOf(unusable.getMessage())));
        }
    }

    @Override
    public List<String> plan(RunRequest request, WarehouseWriter ledger) {
        return configured().stream().map(MemberDirectory::source).toList();
    }

    @Override
    public void bring(Run run) {
        if (!run.request().command().readsTheSource()) {
            observe(directories, run);
        } else {
            configured().forEach(directory -> land(directory, run));
            observe(configured(), run);
        }
    }

    /** Nobody has the warehouse open meanwhile. */
    private void land(MemberDirectory directory, Run run) {
        run.stop().throwIfRaised();
        try {
            Map<String, List<ObjectNode>> lists = directory.read();
            LandingDraft draft = landing.begin(landed(directory), PARTITION);
            lists.forEach((kind, entries) -> LandedEntries.add(draft, kind, directory.place(), entries));
            draft.complete(directory.place(), null, null, LandingDraft.Acceptance.GROWING_TOTALS);
        } catch (DirectoryUnusableException unusable) {
            run.warned("What %s says of users, keys and teams stays as it was. %s"
                    .formatted(directory.source(), unusable.getMessage()));
        }
    }

    private void observe(List<MemberDirectory> asked, Run run) {
        run.onLease(lease -> {
            DirectoryHistory history = new DirectoryHistory(lease.writer());
            List<String> observed = new ArrayList<>();
            for (MemberDirectory directory : asked) {
                for (LandedFetch fetch : fetches(directory, run)) {
                    if (!history.holds(directory.source(), fetch.manifest().fetchedAt())) {
                        observe(directory, fetch, history, run);
                        observed.add(directory.source());
                    }
                }
            }
            if (!observed.isEmpty()) {
                history.deriveVersions();
                run.brought("members as listed by %s"
                        .formatted(observed.stream().distinct().collect(Collectors.joining(", "))));
            }
        });
    }

    private void observe(MemberDirectory directory, LandedFetch fetch, DirectoryHistory history, Run run) {
        try {
            history.observe(directory.listing(fetch));
        } catch (LandingException damaged) {
            run.warned("A reading of %s is passed over. %s".formatted(directory.source(), damaged.getMessage()));
        }
    }

    private List<LandedFetch> fetches(MemberDirectory directory, Run run) {
        try {
            return landing.fetches(landed(directory), PARTITION, run::warned);
        } catch (LandingException damaged) {
            run.warned("What %s says of users, keys and teams stays as it was. %s"
                    .formatted(directory.source(), damaged.getMessage()));
            return List.of();
        }
    }

    @Override
    public boolean holdsSomethingToRebuild(WarehouseWriter ledger) {
        return directories.stream().anyMatch(directory -> landing.isFetched(landed(directory), PARTITION));
    }

    private List<MemberDirectory> configured() {
        return directories.stream().filter(MemberDirectory::isConfigured).toList();
    }

    private static String landed(MemberDirectory directory) {
        return NAME + "-" + directory.source();
    }
}
