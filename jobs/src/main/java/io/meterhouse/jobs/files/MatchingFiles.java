package io.meterhouse.jobs.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the files that a glob means, and goes on where a folder cannot be listed. */
final class MatchingFiles extends SimpleFileVisitor<Path> {

    private final Path begin;
    private final String glob;
    private final PathMatcher matcher;
    private final LinkedFiles links;
    private final Set<Path> found;
    private final Set<String> leftOut;

    MatchingFiles(Path begin, String glob, LinkedFiles links, Set<Path> found, Set<String> leftOut) {
        this.begin = begin;
        this.glob = glob;
        this.matcher = matcher(glob);
        this.links = links;
        this.found = found;
        this.leftOut = leftOut;
    }

    private static PathMatcher matcher(String glob) {
        return FileSystems.getDefault().getPathMatcher("glob:" + glob);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        return mayHoldMatches(folder) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (attributes.isRegularFile() && matcher.matches(file)) {
            if (links.leadNoFurther(file)) {
                found.add(file);
            } else {
                leftOut.add(
                        "%s was left out: it leads to %s, which lies outside of the folders that the globs begin in. Name that folder in a glob of its own if it is meant."
                                .formatted(file, file.toRealPath()));
            }
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
        return leaveOut(path, failure);
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
        return failure == null ? FileVisitResult.CONTINUE : leaveOut(folder, failure);
    }

    /** What a rotation took away meanwhile is found by its other name, now or by the next run. */
    private FileVisitResult leaveOut(Path path, IOException failure) throws IOException {
        if (path.equals(begin)) {
            throw failure;
        }
        if (mayHoldMatches(path) && !(failure instanceof NoSuchFileException)) {
            leftOut.add("%s was left out: %s.".formatted(path, reason(failure)));
        }
        return FileVisitResult.CONTINUE;
    }

    private static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "this user may not list it";
        }
        return failure instanceof FileSystemLoopException
                ? "it is a link to a folder that it lies in"
                : String.valueOf(failure.getMessage());
    }

    /** Whether the names of a path are those that the glob begins with; where a wildcard may span folders, any may be. */
    private boolean mayHoldMatches(Path path) {
        if (path.equals(begin) || glob.contains("**") || glob.contains("{")) {
            return true;
        }
        Path whole = Path.of(glob);
        Path beginning = whole.subpath(0, Math.min(path.getNameCount(), whole.getNameCount()));
        return matcher((whole.isAbsolute() ? "/" : "") + beginning).matches(path);
    }
}
