package io.meterhouse.warehouse;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What pseudonyms are made with.
 *
 * @param pepper secret of the keyed hash; null means one that the home makes for itself
 */
@ConfigurationProperties("meterhouse.privacy")
public record PrivacyProperties(@Nullable String pepper) {

    private static final int SHORTEST = 16;

    public PrivacyProperties {
        pepper = pepper == null || pepper.isBlank() ? null : pepper.strip();
    }

    /** The home makes its own. */
    public static PrivacyProperties defaults() {
        return new PrivacyProperties(null);
    }

    /** What is wrong with these settings, a sentence each. */
    public List<String> problems() {
        return pepper == null || pepper.length() >= SHORTEST
                ? List.of()
                : List.of("meterhouse.privacy.pepper is shorter than %d characters and could be guessed."
                        .formatted(SHORTEST));
    }

    @Override
    public String toString() {
        return "PrivacyProperties[pepper=%s]".formatted(pepper == null ? "unset" : "set");
    }
}
