package io.meterhouse.jobs.accesslogs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What became of one file.
 *
 * @param path the file
 * @param state how it went
 * @param loadedRequests requests that were loaded of it now
 * @param rejectedLines lines of it that are no requests
 * @param reason why nothing was loaded; null when there is none
 */
public record FileResult(
        Path path,
        State state,
        long loadedRequests,
        long rejectedLines,
        @Nullable String reason) {

    /** How it went with a file. */
    public enum State {
        /** Everything new of it is loaded. */
        LOADED,
        /** There was nothing new. */
        UNCHANGED,
        /** It is no access log. */
        OTHER_CONTENT,
        /** It is no longer there, or not whole; what was loaded of it stays. */
        GONE,
        /** It could not be loaded; something is missing now. */
        FAILED
    }

    /** Loads one file and counts its lines. */
    @FunctionalInterface
    interface Loading {
        LineCounts load() throws IOException;
    }

    /** What becomes of a file by loading it. */
    static FileResult of(Path path, Loading loading) {
        try {
            LineCounts counts = loading.load();
            State state = counts.read() == 0 ? State.UNCHANGED : State.LOADED;
            return new FileResult(path, state, counts.loaded(), counts.rejected(), null);
        } catch (FileNotLoadedException notLoaded) {
            State state =
                    notLoaded.kind() == FileNotLoadedException.Kind.OTHER_CONTENT ? State.OTHER_CONTENT : State.FAILED;
            return new FileResult(path, state, 0, 0, notLoaded.getMessage());
        } catch (IOException | UncheckedIOException unreadable) {
            return new FileResult(path, State.FAILED, 0, 0, "it cannot be read: " + unreadable.getMessage());
        }
    }

    static FileResult gone(KnownFile file) {
        return new FileResult(Path.of(file.path()), State.GONE, 0, 0, "it is gone; what was loaded of it stays");
    }

    static FileResult cutOff(KnownFile file) {
        return new FileResult(
                Path.of(file.path()),
                State.GONE,
                0,
                0,
                "it ends now before byte %d, up to which it was read; what was loaded of it stays"
                        .formatted(file.offset()));
    }
}
