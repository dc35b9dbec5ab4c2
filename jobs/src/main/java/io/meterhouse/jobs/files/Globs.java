package io.meterhouse.jobs.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds the files that globs mean. */
public final class Globs {

    private static final String WILD = "*?[{";

    private Globs() {}

    /**
     * Every file of every glob, once, in the order of their names.
     *
     * @throws UncheckedIOException when a folder cannot be listed
     */
    public static List<Path> matching(List<String> globs, Path base) {
        SortedSet<Path> found = new TreeSet<>();
        for (String glob : globs) {
            found.addAll(matching(glob, base));
        }
        return List.copyOf(found);
    }

    private static List<Path> matching(String glob, Path base) {
        String absolute = base.resolve(glob).toString();
        Path folder = fixedPart(absolute);
        if (!Files.exists(folder)) {
            return List.of();
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + absolute);
        int depth =
                absolute.contains("**") ? Integer.MAX_VALUE : Path.of(absolute).getNameCount() - folder.getNameCount();
        try (Stream<Path> below = Files.walk(folder, depth, FileVisitOption.FOLLOW_LINKS)) {
            return below.filter(Files::isRegularFile).filter(matcher::matches).toList();
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
