package io.meterhouse.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** The files in deploy name nothing that is not there: no command, option, setting or path. */
class DeploymentFilesTests {

    private static final Pattern SETTING = Pattern.compile("\\bMETERHOUSE_[A-Z_]+\\b");
    private static final Pattern CALL = Pattern.compile("/opt/meterhouse/meterhouse((?: +[a-z0-9-]+)+)");
    private static final Set<String> INSTRUCTIONS = Set.of(
            "FROM",
            "COPY",
            "RUN",
            "ENV",
            "USER",
            "WORKDIR",
            "VOLUME",
            "STOPSIGNAL",
            "HEALTHCHECK",
            "ENTRYPOINT",
            "CMD");
    /** Longest time that the daemon leaves the command that runs; whoever stops the daemon has to wait longer. */
    private static final int FAREWELL_MINUTES = 20;

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(Documents.project().resolve("deploy"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everySettingIsOne(Path file) {
        String settings = Documents.text("docs/settings.md");
        assertThat(SETTING.matcher(Documents.text(file)).results().map(MatchResult::group))
                .allSatisfy(name -> assertThat(settings).contains("`" + name + "`"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyCommandAndItsOptionsExist(Path file) {
        for (MatchResult call : CALL.matcher(Documents.text(file)).results().toList()) {
            List<String> words = Arrays.asList(call.group(1).strip().split(" +"));
            if (words.get(0).startsWith("-")) {
                assertThat(CommandPageTests.help("--help")).contains(words.get(0));
            } else {
                assertThat(CommandPageTests.commands()).contains(words.get(0));
                assertThat(words.stream().filter(word -> word.startsWith("--")))
                        .allSatisfy(option -> assertThat(CommandPageTests.help(words.get(0), "--help"))
                                .contains(option));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void theDeploymentPageNamesTheFile(Path file) {
        assertThat(Documents.text("docs/deployment.md"))
                .contains(Documents.project().relativize(file).toString().replace(".dockerignore", ""));
    }

    @Test
    void theImageIsMadeOfWhatTheDistributionHolds() {
        String distribution = Documents.text("scheduler/src/main/assembly/distribution.xml");
        List<String> lines = dockerfile();
        assertThat(lines).allSatisfy(line -> assertThat(INSTRUCTIONS).contains(line.substring(0, line.indexOf(' '))));
        List<String> copied = lines.stream()
                .filter(line -> line.startsWith("COPY --from=unpacked "))
                .flatMap(line -> Stream.of(line.split(" ")).skip(2))
                .filter(word -> word.startsWith("/opt/meterhouse/") && !word.startsWith("/opt/meterhouse/lib"))
                .map(word -> word.substring("/opt/meterhouse/".length()))
                .filter(name -> !name.isEmpty())
                .toList();
        assertThat(copied).contains("meterhouse", "config", "docs").allSatisfy(name -> {
            assertThat(Documents.project().resolve(name)).exists();
            assertThat(distribution).containsPattern("<include>" + Pattern.quote(name) + "(/\\*\\*)?</include>");
        });
        assertThat(lines)
                .contains("USER meterhouse", "STOPSIGNAL SIGTERM", "ENTRYPOINT [\"/opt/meterhouse/meterhouse\"]")
                .anyMatch(line -> line.startsWith("HEALTHCHECK "));
    }

    /** Instructions without comments, each on one line. */
    private static List<String> dockerfile() {
        return Documents.text("deploy/docker/Dockerfile")
                .replaceAll("(?m)^#.*\\n", "")
                .replace("\\\n", " ")
                .lines()
                .map(line -> line.strip().replaceAll(" +", " "))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    @Test
    void composeNamesFilesAndSecretsThatAreThereAndWaitsLongEnough() {
        Path folder = Documents.project().resolve("deploy/docker");
        Map<String, Object> compose = new Yaml().load(Documents.text("deploy/docker/compose.yaml"));
        Map<String, Object> service = map(map(compose.get("services")).get("meterhouse"));
        Map<String, Object> build = map(service.get("build"));
        Path context = folder.resolve(String.valueOf(build.get("context"))).normalize();

        assertThat(context).isEqualTo(Documents.project());
        assertThat(context.resolve(String.valueOf(build.get("dockerfile")))).exists();
        assertThat(CommandPageTests.commands())
                .contains(((List<?>) service.get("command")).get(0).toString());
        assertThat(Integer.parseInt(
                        String.valueOf(service.get("stop_grace_period")).replace("m", "")))
                .isGreaterThan(FAREWELL_MINUTES);
        assertThat((List<?>) service.get("tmpfs"))
                .as("the engine's native library is unpacked and loaded there")
                .anySatisfy(folderInMemory ->
                        assertThat(folderInMemory.toString()).startsWith("/var/cache/meterhouse:exec,"));
        for (Object volume : (List<?>) service.get("volumes")) {
            String source = volume.toString().substring(0, volume.toString().indexOf(':'));
            if (source.startsWith(".")) {
                assertThat(folder.resolve(source)).exists();
            } else {
                assertThat(map(compose.get("volumes"))).containsKey(source);
            }
        }
        for (Object secret : (List<?>) service.get("secrets")) {
            assertThat(map(compose.get("secrets"))).containsKey(secret.toString());
            assertThat(Documents.text("docs/settings.md")).contains("| `" + secret + "` |");
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @Test
    void theServicesWaitLongerThanTheDaemonDoes() {
        for (String service : List.of("meterhouse.service", "meterhouse-nightly.service")) {
            assertThat(Documents.text("deploy/systemd/" + service)).contains("TimeoutStopSec=25min");
        }
        assertThat(25).isGreaterThan(FAREWELL_MINUTES);
    }

    @Test
    void theDaemonIsStartedAgainHoweverOftenThatFailsUnlessItsSettingsAreWrong() {
        assertThat(Documents.text("deploy/systemd/meterhouse.service").lines())
                .contains("Restart=on-failure", "StartLimitIntervalSec=0", "RestartPreventExitStatus=2");
    }

    /** Where there is no systemd, nobody can tell. What it runs lies elsewhere here, and the user is not made yet. */
    @Test
    void systemdUnderstandsTheUnits(@TempDir Path folder) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "no systemd on this machine");
        for (String unit : List.of("meterhouse.service", "meterhouse-nightly.service", "meterhouse-nightly.timer")) {
            Files.writeString(
                    folder.resolve(unit),
                    Documents.text("deploy/systemd/" + unit)
                            .replace("/opt/meterhouse/meterhouse", "/bin/true")
                            .replaceAll("(?m)^(User|Group|Documentation)=.*$", ""));
        }
        Process verifying = new ProcessBuilder(
                        "/usr/bin/systemd-analyze",
                        "verify",
                        folder.resolve("meterhouse.service").toString(),
                        folder.resolve("meterhouse-nightly.timer").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(verifying.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(verifying.waitFor()).as(said).isZero();
        assertThat(said).doesNotContain(folder.toString());
    }
}
