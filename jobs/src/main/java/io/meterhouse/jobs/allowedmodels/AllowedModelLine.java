package io.meterhouse.jobs.allowedmodels;

import io.meterhouse.jobs.books.BookLine;
import io.meterhouse.jobs.books.LineRefusedException;
import java.math.BigDecimal;
import java.util.List;

/**
 * A line of {@code allowed_models.csv}.
 *
 * @param number of the line in the file
 * @param mode as LiteLLM's model list names modes
 * @param contextTokens tokens of the longest prompt, at least 1
 */
record AllowedModelLine(long number, String model, String provider, String mode, long contextTokens) {

    static final List<String> COLUMNS = List.of("model", "provider", "mode", "max_input_tokens");

    private static final BigDecimal MOST_TOKENS = BigDecimal.valueOf(1_000_000_000);

    /**
     * What a line says.
     *
     * @throws LineRefusedException when it names no model
     */
    static AllowedModelLine of(BookLine line) {
        if (!line.isWhole()
                || COLUMNS.stream().anyMatch(column -> line.text(column).isEmpty())) {
            throw new LineRefusedException("is no model; it is " + String.join(",", COLUMNS) + ", none of them empty");
        }
        if (line.text("model").contains("*")) {
            throw new LineRefusedException("has the model '%s'; a model that may be recommended is named in full"
                    .formatted(line.text("model")));
        }
        return new AllowedModelLine(
                line.number(), line.text("model"), line.text("provider"), line.text("mode"), contextTokens(line));
    }

    /** What no other line may be of. */
    String subject() {
        return "the model %s of %s".formatted(model, provider);
    }

    private static long contextTokens(BookLine line) {
        return line.number("max_input_tokens", MOST_TOKENS, 0)
                .filter(tokens -> tokens.signum() > 0)
                .orElseThrow(() -> new LineRefusedException(
                        "has the max_input_tokens '%s'; it is a whole number from 1 to 1000000000"
                                .formatted(line.text("max_input_tokens"))))
                .longValueExact();
    }
}
