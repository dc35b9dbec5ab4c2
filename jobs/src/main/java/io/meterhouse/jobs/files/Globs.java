package io.meterhouse.jobs.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds the files that globs mean. */
public final class Globs {

    private static final String WILD = "*?[{";

    private Globs() {}

    /**
     * Every file of every glob. A folder below the first wildcard that cannot be listed costs only itself. Whoever may write into a folder
     * of logs may link to whatever this user may read, so a link counts only where it leads below a folder that a glob begins in.
     *
     * @throws UncheckedIOException when the folder that a glob begins in cannot be listed
     */
    public static FoundFiles matching(List<String> globs, Path base) {
        SortedSet<Path> found = new TreeSet<>();
        Set<String> leftOut = new LinkedHashSet<>();
        List<String> absolute =
                globs.stream().map(glob -> base.resolve(glob).toString()).toList();
        LinkedFiles links = LinkedFiles.below(absolute.stream().map(Globs::fixedPart));
        for (String glob : absolute) {
            walk(glob, links, found, leftOut);
        }
        return new FoundFiles(List.copyOf(found), new ArrayList<>(leftOut));
    }

    private static void walk(String glob, LinkedFiles links, Set<Path> found, Set<String> leftOut) {
        Path folder = fixedPart(glob);
        if (!Files.exists(folder)) {
            return;
        }
        int depth = glob.contains("**") ? Integer.MAX_VALUE : Path.of(glob).getNameCount() - folder.getNameCount();
        try {
            Files.walkFileTree(
                    folder,
                    EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                    depth,
                    new MatchingFiles(folder, glob, links, found, leftOut));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The folder up to the first name with a wildcard; the file itself when there is none. */
    private static Path fixedPart(String glob) {
        Path path = Path.of(glob);
        Path fixed = path.getRoot() == null ? Path.of("") : path.getRoot();
        for (Path name : path) {
            if (name.toString().chars().anyMatch(next -> WILD.indexOf(next) >= 0)) {
                return fixed;
            }
            fixed = fixed.resolve(name);
        }
        return fixed;
    }
}
