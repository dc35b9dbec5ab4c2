package io.meterhouse.jobs.directorysources;

import io.meterhouse.jobs.directory.DirectoryListing;
import io.meterhouse.jobs.landing.LandedFetch;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** A directory of users, and perhaps of keys, teams and models. */
interface MemberDirectory {

    /** Its name among the observations: it decides who is believed where two tell the same. */
    String source();

    boolean isConfigured();

    /** Where it is read from, for people. */
    String place();

    /**
     * Reads every list of it, by the kind of its entries, less its secrets.
     *
     * @throws DirectoryUnusableException when one of them cannot be had
     */
    Map<String, List<ObjectNode>> read();

    /** What a landed reading says, in the words of LiteLLM. */
    DirectoryListing listing(LandedFetch fetch);
}
