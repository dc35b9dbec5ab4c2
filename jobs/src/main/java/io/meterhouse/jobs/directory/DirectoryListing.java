package io.meterhouse.jobs.directory;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What one source of a directory said at one time.
 *
 * @param source name of the source, for example {@code litellm}
 * @param observedAt when it was read
 * @param wholeKinds kinds ({@code user}, {@code team}, {@code api_key}, {@code model}) whose list was read whole: of these, who is not
 *     listed is gone. Entries of other kinds are not loaded
 * @param entries each entry once
 */
public record DirectoryListing(String source, Instant observedAt, Set<String> wholeKinds, List<Entry> entries) {

    public DirectoryListing {
        wholeKinds = Set.copyOf(wholeKinds);
        entries = List.copyOf(entries);
    }

    /**
     * An entry of a list.
     *
     * @param kind what it is
     * @param id durable key of the entry
     * @param attributes JSON object with the names of attributes that LiteLLM uses, whichever the source
     */
    public record Entry(String kind, String id, String attributes) {}
}
