package io.meterhouse.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.launcher.Installation.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a checkout the launcher builds what is missing or older than its sources, each build in a folder of its own. */
class CheckoutLauncherTests {

    @TempDir
    Path folder;

    private Installation installation;

    @BeforeEach
    void checkOut() throws IOException {
        folder = folder.toRealPath();
        installation = Installation.ofCheckout(folder);
    }

    @Test
    void buildsOnceAndKeepsStdoutForTheAnswer() {
        Outcome first = installation.run("status");
        Outcome second = installation.run("status");

        assertThat(first.out()).isEqualTo("the answer\n");
        assertThat(first.err()).isEqualTo("Building Meterhouse...\nPreparing Meterhouse for Java 21.0.4 (once)...\n");
        assertThat(second).isEqualTo(new Outcome(0, "the answer\n", ""));
        assertThat(installation.recorded("builds")).singleElement().asString().contains("-DskipTests");
    }

    @Test
    void buildsAgainAfterAnEditAndLeavesTheOlderBuildWhereItIs() throws IOException {
        installation.run("status");
        edit("warehouse/sql/one.sql");
        installation.nextBuild("second").run("status");

        assertThat(installation.recorded("builds")).hasSize(2);
        assertThat(installation.namesIn("target/run")).contains("first", "second");
        assertThat(installation.home.resolve("target/run/first/meterhouse.jar")).hasContent("first\n");
        assertThat(installation.recorded("arguments"))
                .contains(installation
                        .home
                        .resolve("target/run/second/meterhouse.jar")
                        .toString());
    }

    @Test
    void removesOldBuildsThatNobodyUses() throws IOException {
        for (String build : new String[] {"first", "second", "third", "fourth"}) {
            edit("pom.xml");
            installation.nextBuild(build).run("status");
            age(build);
            if (build.equals("first")) {
                long living = ProcessHandle.current().pid();
                Files.createDirectories(installation.home.resolve("target/run/first/tmp/" + living));
            }
        }

        assertThat(installation.namesIn("target/run"))
                .contains("first", "third", "fourth")
                .doesNotContain("second");
    }

    @Test
    void showsTheEndOfAFailedBuild() {
        Outcome outcome = installation.tool("broken", "").run("status");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .contains("a semicolon is missing")
                .endsWith("The lines above are the last of %s.\n"
                        .formatted(installation.home.resolve("target/run/build.log")));
    }

    @Test
    void neverBuildsWhenToldSo() throws IOException {
        installation.with("METERHOUSE_BUILD", "never");
        Outcome unbuilt = installation.run("status");
        assertThat(unbuilt.exitCode()).isEqualTo(2);
        assertThat(unbuilt.err()).contains("has not been built").contains("mvn package -DskipTests");

        installation.without("METERHOUSE_BUILD").run("status");
        edit("pom.xml");
        Outcome stale = installation.with("METERHOUSE_BUILD", "never").run("status");
        assertThat(stale).isEqualTo(new Outcome(0, "the answer\n", ""));
        assertThat(installation.recorded("builds")).hasSize(1);
    }

    /** The time of a file is set, not waited for. */
    private void edit(String file) throws IOException {
        Files.setLastModifiedTime(
                installation.home.resolve(file), FileTime.from(Instant.now().plus(Duration.ofSeconds(1))));
    }

    private void age(String build) throws IOException {
        Path older = installation.home.resolve("target/run/" + build);
        int place = "first second third fourth".indexOf(build);
        Files.setLastModifiedTime(older, FileTime.from(Instant.EPOCH.plusSeconds(place)));
        Files.setLastModifiedTime(
                installation.home.resolve("scheduler/target/application/checksum"), FileTime.from(Instant.EPOCH));
    }
}
