package io.meterhouse.jobs.directorysources;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Directories that are read beside LiteLLM's own; each may be none. */
public record DirectoryProperties(
        UserListProperties userList, LiteMaasProperties litemaas, KeycloakProperties keycloak) {

    /** No directory. */
    public static DirectoryProperties notConfigured() {
        return new DirectoryProperties(
                new UserListProperties(null),
                new LiteMaasProperties(null, null, null),
                new KeycloakProperties(null, null, null, null));
    }

    /** The same with a list of users, whose path is absolute. */
    public DirectoryProperties listing(Path users) {
        return new DirectoryProperties(new UserListProperties(users.toString()), litemaas, keycloak);
    }

    /** What is wrong with these settings, a sentence each. */
    public List<String> problems() {
        return Stream.of(litemaas.problems(), keycloak.problems())
                .flatMap(List::stream)
                .toList();
    }

    static @Nullable String blankToNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }
}
