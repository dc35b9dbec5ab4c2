package io.meterhouse.scheduler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.gateway.Faults;
import io.meterhouse.jobs.gateway.StandInGateway;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** A home shows nobody what is not theirs, and nothing shows a secret. */
class ProtectedHomeTests extends AtATerminal {

    /** Settings that hold a secret, each with one that can be found again. */
    private static final Map<String, String> SECRETS = Map.of(
            "METERHOUSE_LITELLM_HEADERS_X_GATEWAY_PASS", "shibboleth-of-headers",
            "METERHOUSE_AUDITLOGS_PASSWORD", "shibboleth-of-audit",
            "METERHOUSE_DIRECTORY_LITEMAAS_PASSWORD", "shibboleth-of-litemaas",
            "METERHOUSE_DIRECTORY_KEYCLOAK_CLIENTSECRET", "shibboleth-of-keycloak",
            "METERHOUSE_USAGEFEED_PASSWORD", "shibboleth-of-feed",
            "METERHOUSE_PRIVACY_PEPPER", "shibboleth-of-pepper-with-32-letters");

    @Test
    void afterARunOnlyThePublishedFolderCanBeEnteredByOthersAndNoSecretIsAnywhere() throws IOException {
        environment.putAll(SECRETS);
        environment.putAll(Map.of(
                "METERHOUSE_DIRECTORY_KEYCLOAK_BASEURL", "http://127.0.0.1:1",
                "METERHOUSE_DIRECTORY_KEYCLOAK_REALM", "staff",
                "METERHOUSE_DIRECTORY_KEYCLOAK_CLIENTID", "meterhouse"));
        for (String database : List.of("AUDITLOGS", "DIRECTORY_LITEMAAS", "USAGEFEED")) {
            environment.put("METERHOUSE_%s_JDBCURL".formatted(database), "jdbc:postgresql://127.0.0.1:1/none");
            environment.put("METERHOUSE_%s_USERNAME".formatted(database), "meterhouse");
        }
        environment.put("METERHOUSE_AUDITLOGS_SHAPE", "litemaas");
        environment.put("METERHOUSE_USAGEFEED_QUERY", "select 1 where :from < :to");
        Map<String, Spoken> said = new TreeMap<>();
        try (StandInGateway gateway = gateway(Faults.none())) {
            environment.put("METERHOUSE_LITELLM_APIKEY", gateway.apiKey());
            said.put("doctor", run("doctor", "--verbose"));
            said.put("backfill", run("backfill", "--from", "2026-11-21", "--to", "2026-11-21", "--verbose"));
            said.put("refused", run("doctor", "--meterhouse.litellm.api-key=sk-shibboleth-of-litellm"));
        }
        said.put("unreachable", run("refresh-today", "--verbose"));
        said.put("report", run("report", "finance", "--period", "this-month", "--format", "csv"));
        said.put("wrong", run("nightly", "--meterhouse.litellm.page-size=many"));
        said.put("status", run("status", "--format", "json"));

        assertThat(said.get("backfill").exitCode())
                .as(said.get("backfill").remarks())
                .isEqualTo(3);
        said.forEach((command, spoken) ->
                assertThat(spoken.answer() + spoken.remarks()).as(command).doesNotContain("shibboleth"));
        Path home = installation.resolve("data");
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(text(file)).as(file.toString()).doesNotContain("shibboleth");
            }
        }

        assertThat(rights(home)).isEqualTo("rwx--x--x");
        try (Stream<Path> children = Files.list(home)) {
            assertThat(children.filter(Files::isDirectory))
                    .extracting(child -> child.getFileName() + " " + rights(child))
                    .containsExactlyInAnyOrder(
                            "landing rwx------",
                            "logs rwx------",
                            "operations rwx------",
                            "published rwxr-x---",
                            "reports rwx------",
                            "warehouse rwx------");
        }
        assertThat(rights(home.resolve("home-id"))).isEqualTo("rw-------");
        assertThat(rights(home.resolve("published/meterhouse.duckdb"))).isEqualTo("rw-r-----");
    }

    /** Secrets lie as files, one a setting, where a container's or systemd's credentials are mounted. */
    @Test
    void secretsAreReadFromAFolderWithAFileForEachSetting() throws IOException {
        try (StandInGateway gateway = gateway(Faults.none())) {
            environment.remove("METERHOUSE_LITELLM_APIKEY");
            Path secrets = Files.createDirectory(installation.resolve("secrets"));
            Files.writeString(secrets.resolve("meterhouse.litellm.api-key"), gateway.apiKey() + "\n");
            environment.put("SPRING_CONFIG_IMPORT", "configtree:" + secrets + "/");

            assertThat(run("doctor").answer()).containsPattern("ok +litellm +" + gateway.baseUri());

            Files.writeString(secrets.resolve("meterhouse.litellm.apikee"), "no setting");
            assertThat(run("doctor").remarks() + run("doctor").answer())
                    .contains("There is no setting meterhouse.litellm.apikee");
        }
    }

    private static String text(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        boolean isCompressed = bytes.length > 2 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b;
        if (isCompressed) {
            bytes = new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String rights(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException gone) {
            throw new java.io.UncheckedIOException(gone);
        }
    }
}
