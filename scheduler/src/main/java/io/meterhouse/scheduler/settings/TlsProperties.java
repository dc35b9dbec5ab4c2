package io.meterhouse.scheduler.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Whose certificates are trusted.
 *
 * @param caFile file of further authorities, PEM; null when only those that Java knows are trusted
 */
@ConfigurationProperties("meterhouse.tls")
public record TlsProperties(@Nullable String caFile) {

    public TlsProperties {
        caFile = caFile == null || caFile.isBlank() ? null : caFile.strip();
    }

    /** What is wrong with these settings, a sentence each. */
    List<String> problems(Path installation) {
        try {
            authorities(installation);
            return List.of();
        } catch (SettingsException unusable) {
            return List.of(String.valueOf(unusable.getMessage()));
        }
    }

    /**
     * The further authorities; empty when there are none.
     *
     * @param installation folder from which a relative file is resolved
     * @throws SettingsException when the file cannot be read or holds no certificate
     */
    public Optional<TrustedAuthorities> authorities(Path installation) {
        return Optional.ofNullable(caFile).map(file -> TrustedAuthorities.of(installation.resolve(file)));
    }
}
