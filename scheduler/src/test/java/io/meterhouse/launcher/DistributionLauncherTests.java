package io.meterhouse.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.launcher.Installation.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In a distribution the launcher only has to find Java and itself, and to stay out of the way. */
class DistributionLauncherTests {

    @TempDir
    Path folder;

    private Installation installation;

    @BeforeEach
    void unpack() throws IOException {
        folder = folder.toRealPath();
        installation = Installation.ofDistribution(folder);
    }

    @Test
    void passesEveryArgumentAsItWasWritten() {
        installation.run("sql", "select 'a  b', \"c\"", "", "*", "--format=json", "é€ş");

        assertThat(installation.recorded("arguments"))
                .containsSubsequence(
                        "-jar",
                        installation.home.resolve("lib/meterhouse.jar").toString(),
                        "sql",
                        "select 'a  b', \"c\"",
                        "",
                        "*",
                        "--format=json",
                        "é€ş")
                .endsWith("é€ş");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 130, 143})
    void passesTheExitCodeOn(int exitCode) {
        installation.tool("exit-code", String.valueOf(exitCode));

        assertThat(installation.run("status").exitCode()).isEqualTo(exitCode);
    }

    @Test
    void keepsStdoutForTheAnswer() {
        Outcome first = installation.run("status");
        Outcome second = installation.run("status");

        assertThat(first.out()).isEqualTo("the answer\n");
        assertThat(first.err()).isEqualTo("Preparing Meterhouse for Java 21.0.4 (once)...\n");
        assertThat(second).isEqualTo(new Outcome(0, "the answer\n", ""));
    }

    @Test
    void findsItsFolderThroughLinksAndFromAnywhere() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin of links"));
        Files.createSymbolicLink(bin.resolve("one"), Path.of("../a house with spaces/meterhouse"));
        Files.createSymbolicLink(bin.resolve("two"), bin.resolve("one"));

        Outcome outcome = installation.with("CDPATH", folder.toString()).runAs("bin of links/two", folder, "status");

        assertThat(outcome.out()).isEqualTo("the answer\n");
        assertThat(installation.recorded("arguments")).contains("-Dmeterhouse.installation=" + installation.home);
        assertThat(installation.recorded("working-folder")).containsExactly(folder.toString());
    }

    @Test
    void tellsTheProgramHowItWasTypedAndThatNobodyLooks() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin of links"));
        Files.createSymbolicLink(bin.resolve("one"), installation.home.resolve("meterhouse"));

        installation.runAs("bin of links/one", folder, "status");

        assertThat(installation.recorded("arguments"))
                .contains("-Dmeterhouse.launcher=bin\\ of\\ links/one")
                .doesNotContain("-Dmeterhouse.terminal=true");
    }

    @Test
    void speaksUtf8WhateverTheLocale() {
        installation.with("LANG", "C").run("status");

        assertThat(installation.recorded("arguments"))
                .contains("-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8");
        assertThat(installation.recorded("environment")).contains("LC_ALL=C.UTF-8");
    }

    @Test
    void leavesAnyOtherLocaleAlone() {
        installation.with("LANG", "tr_TR.UTF-8").run("status");

        assertThat(installation.recorded("environment"))
                .contains("LANG=tr_TR.UTF-8")
                .noneMatch(line -> line.startsWith("LC_ALL="));
    }

    @Test
    void putsTheOptionsOfTheUserLast() {
        installation.with("METERHOUSE_JAVA_OPTS", "-Xmx4g -Dx=y").run("status");

        assertThat(installation.recorded("arguments")).containsSubsequence("-Xmx1g", "-Xmx4g", "-Dx=y", "-jar");
    }

    @Test
    void takesBothCompilersOnlyForLongWork() {
        installation.run("sql", "from star.dim_date");
        assertThat(installation.recorded("arguments")).contains("-XX:TieredStopAtLevel=1");

        installation.run("--verbose", "nightly");
        assertThat(installation.recorded("arguments")).doesNotContain("-XX:TieredStopAtLevel=1");
    }

    @Test
    void makesEveryFileOfTheProgramItsUsersAlone() {
        installation.run("status");

        assertThat(installation.recorded("umask")).containsExactly("0077");
    }

    @Test
    void archivesTheClassesOncePerVersionOfJava() {
        installation.run("status");
        String archive =
                installation.home.resolve("run/c0ffee/classes-21.0.4.jsa").toString();
        assertThat(installation.recorded("warm-up")).endsWith("warm-up");
        assertThat(installation.recorded("arguments")).contains("-Xshare:auto", "-XX:SharedArchiveFile=" + archive);

        installation.tool("version", "openjdk version \"25\" 2025-09-16").run("status");
        assertThat(installation.namesIn("run/c0ffee")).contains("classes-21.0.4.jsa", "classes-25.jsa");
    }

    @Test
    void runsWithoutAnArchiveWhereNoneCanBeMadeAndTriesOnce() {
        installation.tool("no-archives", "").run("status");
        Outcome second = installation.run("status");

        assertThat(second).isEqualTo(new Outcome(0, "the answer\n", ""));
        assertThat(installation.recorded("arguments")).noneMatch(argument -> argument.contains("SharedArchiveFile"));
    }

    @Test
    void writesToTheCacheOfTheUserWhereTheInstallationIsReadOnly() throws IOException {
        // A file where the folder would be stops even an administrator, to whom nothing is read-only.
        Files.createFile(installation.home.resolve("run"));

        installation.with("HOME", folder.resolve("home").toString()).run("status");

        assertThat(folder.resolve("home/.cache/meterhouse/c0ffee/classes-21.0.4.jsa"))
                .exists();
    }

    @Test
    void removesTheTemporaryFilesOfTheDeadAndKeepsThoseOfTheLiving() {
        long living = ProcessHandle.current().pid();
        long dead = 2_000_000_000;
        Installation.write(installation.home.resolve("run/c0ffee/tmp/" + living + "/file"), "");
        Installation.write(installation.home.resolve("run/c0ffee/tmp/" + dead + "/file"), "");

        installation.run("status");

        assertThat(installation.namesIn("run/c0ffee/tmp")).contains("" + living).doesNotContain("" + dead);
        assertThat(installation.recorded("arguments"))
                .anyMatch(argument ->
                        argument.startsWith("-Djava.io.tmpdir=" + installation.home.resolve("run/c0ffee/tmp/")));
    }

    @Test
    void takesJavaFromJavaHome() {
        Path javaHome = folder.resolve("jdk");
        Installation.executable(javaHome.resolve("bin/java"), "#!/bin/sh\necho \"from JAVA_HOME\"\n");
        Installation.write(javaHome.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"17.0.15\"\n");

        Outcome outcome = installation
                .without("METERHOUSE_JAVA")
                .with("JAVA_HOME", javaHome.toString())
                .run("status");

        assertThat(outcome.out()).isEqualTo("from JAVA_HOME\n");
    }

    @Test
    void saysWhatToDoWithoutJava() {
        Outcome outcome = installation.with("METERHOUSE_JAVA", "/nowhere/java").run("status");

        assertThat(outcome).isEqualTo(new Outcome(2, "", """
                        meterhouse: no Java: "/nowhere/java" (from METERHOUSE_JAVA) cannot be run. \
                        Meterhouse needs Java 17 or newer; install one, or point METERHOUSE_JAVA to the java of one.
                        """));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8.0_392", "11.0.2", "16"})
    void saysWhatToDoWithAnOldJava(String version) {
        Outcome outcome = installation
                .tool("version", "openjdk version \"" + version + "\" 2020-01-01\n")
                .run("status");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).isEqualTo("""
                        meterhouse: Java is too old: "%s" (from METERHOUSE_JAVA) is version %s. \
                        Meterhouse needs Java 17 or newer; install one, or point METERHOUSE_JAVA to the java of one.
                        """.formatted(installation.toolPath("java"), version));
    }

    @Test
    void saysThatItsFolderIsIncomplete() throws IOException {
        Files.delete(installation.home.resolve("lib/checksum"));

        Outcome outcome = installation.run("status");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("neither a distribution (lib/) nor a checkout (pom.xml)");
    }
}
