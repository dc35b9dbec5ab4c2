package io.meterhouse.jobs.runs;

import io.meterhouse.jobs.landing.LandingDraft;
import java.util.Set;

/**
 * What a run may do that its rules forbid.
 *
 * @param totals whether totals lower than loaded before are taken
 * @param address whether a source address other than the recorded one is taken
 * @param rejects files of which every line may be rejected, by their paths
 */
public record Consent(LandingDraft.Acceptance totals, Address address, Set<String> rejects) {

    /** The rules hold. */
    public static final Consent NONE = new Consent(LandingDraft.Acceptance.GROWING_TOTALS, Address.RECORDED);

    public Consent {
        rejects = Set.copyOf(rejects);
    }

    /** Every file keeps to the share of rejects that is configured. */
    public Consent(LandingDraft.Acceptance totals, Address address) {
        this(totals, address, Set.of());
    }

    /** Which address of the source a run takes. */
    public enum Address {
        /** The one the warehouse was filled from. */
        RECORDED,
        /** Any; it becomes the recorded one. */
        CONFIRMED_NEW
    }
}
