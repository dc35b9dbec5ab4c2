package io.meterhouse.jobs.auditlogs;

import io.meterhouse.jobs.landing.LandedAnswer;
import io.meterhouse.jobs.landing.LandedFetch;
import io.meterhouse.jobs.landing.LandingException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The events of a landed reading, one file after another. */
final class LandedEvents implements Iterator<AuditEvent> {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final LandedFetch fetch;
    private final Iterator<LandedAnswer> files;
    private Iterator<AuditEvent> events = List.<AuditEvent>of().iterator();

    LandedEvents(LandedFetch fetch) {
        this.fetch = fetch;
        this.files = fetch.manifest().answers().iterator();
    }

    /** The shape of the log that was read: settings may name another one since. */
    static String auditSource(LandedFetch fetch) {
        return fetch.manifest().answers().get(0).parameters().getOrDefault("shape", "");
    }

    /** The window of a landed reading, as its manifest tells it: its last file says how far the log was read. */
    static AuditWindow window(LandedFetch fetch) {
        List<LandedAnswer> answers = fetch.manifest().answers();
        LandedAnswer answer = answers.get(answers.size() - 1);
        Map<String, String> parameters = answer.parameters();
        for (AuditWindow.Purpose purpose : AuditWindow.Purpose.values()) {
            if (purpose.inManifest().equals(answer.purpose())) {
                return new AuditWindow(
                        purpose,
                        Instant.parse(parameters.getOrDefault("from", "")),
                        Instant.parse(parameters.getOrDefault("until", "")));
            }
        }
        throw new LandingException("The manifest in %s tells of '%s', which no reading of an audit log is."
                .formatted(fetch.folder(), answer.purpose()));
    }

    @Override
    public boolean hasNext() {
        while (!events.hasNext() && files.hasNext()) {
            events = read(files.next()).iterator();
        }
        return events.hasNext();
    }

    @Override
    public AuditEvent next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return events.next();
    }

    private List<AuditEvent> read(LandedAnswer file) {
        try (InputStream content = fetch.open(file)) {
            return JSON.readValue(content, new TypeReference<List<AuditEvent>>() {});
        } catch (IOException | JacksonException unreadable) {
            throw new LandingException(
                    "The landing file %s cannot be read: %s. Backfill the days of its events to read them again."
                            .formatted(fetch.folder().resolve(file.file()), unreadable.getMessage()),
                    unreadable);
        }
    }
}
