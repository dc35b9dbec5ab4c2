package io.meterhouse.jobs.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The answers of a real gateway in {@code src/test/resources/litellm}, and the table rows they were made from. */
final class KeptAnswers {

    static final Path FOLDER = Path.of("src/test/resources/litellm");

    private KeptAnswers() {}

    static UsageRows rows() {
        try (BufferedReader lines = Files.newBufferedReader(FOLDER.resolve("rows-truth.ndjson"))) {
            return UsageRows.fromNdjson(lines);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static GatewayDirectory directory() {
        try {
            return GatewayDirectory.fromAnswers(FOLDER.resolve("dimensions"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static JsonNode answer(String file) throws IOException {
        return answer(FOLDER.resolve(file));
    }

    static JsonNode answer(Path file) throws IOException {
        return JsonMapper.shared().readTree(Files.readAllBytes(file));
    }
}
