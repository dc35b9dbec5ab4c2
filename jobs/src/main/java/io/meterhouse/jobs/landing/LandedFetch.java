package io.meterhouse.jobs.landing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * A complete fetch in the landing zone.
 *
 * @param folder where it lies
 * @param manifest what it consists of
 */
public record LandedFetch(Path folder, LandingManifest manifest) {

    /**
     * Opens an answer after comparing its file with the manifest's digest.
     *
     * @throws LandingException when the file is missing, truncated or altered
     */
    public InputStream open(LandedAnswer answer) {
        Path file = folder.resolve(answer.file());
        try {
            byte[] compressed = Files.readAllBytes(file);
            if (!LandingDraft.sha256(compressed).equals(answer.sha256())) {
                throw new LandingException(
                        "The landing file %s is not what was received: its SHA-256 differs from the manifest's. Backfill %s to fetch it again."
                                .formatted(file, manifest.partition()));
            }
            return new GZIPInputStream(new ByteArrayInputStream(compressed), 1 << 16);
        } catch (IOException unreadable) {
            throw new LandingException(
                    "The landing file %s cannot be read: %s. Backfill %s to fetch it again."
                            .formatted(file, unreadable.getMessage(), manifest.partition()),
                    unreadable);
        }
    }

    boolean isLowerThan(LandedFetch before) {
        LandingManifest.Totals now = manifest.totals();
        LandingManifest.Totals then = before.manifest.totals();
        return now != null && then != null && now.isLowerThan(then);
    }
}
