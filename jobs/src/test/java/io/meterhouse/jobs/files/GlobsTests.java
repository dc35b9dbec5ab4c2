package io.meterhouse.jobs.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Globs mean every file that can be found, and name the folders that they could not look into. */
class GlobsTests {

    @TempDir
    Path folder;

    @Test
    void filesAreFoundOnceInTheOrderOfTheirNames() throws IOException {
        Path second = file("b/access.log");
        Path first = file("a/access.log");
        file("a/error.log");
        file("access.log");

        assertThat(found("*/access.log", "a/access.log")).isEqualTo(new FoundFiles(List.of(first, second), List.of()));
        assertThat(found("**.log").paths()).hasSize(4);
        assertThat(found("{a,b}/access.log").paths()).containsExactly(first, second);
        assertThat(found("missing/*.log")).isEqualTo(new FoundFiles(List.of(), List.of()));
    }

    /** Nobody, and not even root, can list a link that leads back to where it lies. */
    @Test
    void aFolderThatCannotBeListedCostsOnlyItselfAndIsNamed() throws IOException {
        Path log = file("a/access.log");
        Files.createSymbolicLink(folder.resolve("again"), folder);

        FoundFiles found = found("*/access.log");
        assertThat(found)
                .isEqualTo(new FoundFiles(
                        List.of(log),
                        List.of(folder.resolve("again") + " was left out: it is a link to a folder that it lies in.")));
        assertThat(found.told("*/access.log"))
                .isEqualTo("1 file matches */access.log. %s was left out: it is a link to a folder that it lies in."
                        .formatted(folder.resolve("again")));
    }

    @Test
    void aFolderThatCanHoldNoMatchIsNotNamed() throws IOException {
        Path log = file("app1/access.log");
        Files.createSymbolicLink(folder.resolve("private"), folder);

        assertThat(found("app*/access.log")).isEqualTo(new FoundFiles(List.of(log), List.of()));
        assertThat(found("app*/**.log").paths()).containsExactly(log);
    }

    @Test
    void aFolderThatThisUserMayNotListIsNamed() throws IOException {
        Path log = file("a/access.log");
        Path closed = closed("private");

        assertThat(found("*/access.log"))
                .isEqualTo(new FoundFiles(List.of(log), List.of(closed + " was left out: this user may not list it.")));
    }

    @Test
    void theFolderThatAGlobBeginsInHasToBeReadable() throws IOException {
        Path closed = closed("private");

        assertThatThrownBy(() -> found("private/*.log"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(closed.toString());
    }

    /** Who may write into a folder of logs could otherwise have any file read that the user of the program may read. */
    @Test
    void aLinkThatLeadsOutOfTheNamedFoldersIsLeftOutUntilItsTargetIsNamed() throws IOException {
        Path secret = file("elsewhere/secret");
        Path inside = file("logs/access.log.1");
        Path link = Files.createSymbolicLink(folder.resolve("logs/access.log"), secret);
        Path rotated = Files.createSymbolicLink(folder.resolve("logs/access.log.2"), inside);
        Files.createSymbolicLink(folder.resolve("logs/folder"), secret.getParent());

        assertThat(found("logs/access.log*"))
                .isEqualTo(new FoundFiles(
                        List.of(inside, rotated),
                        List.of(
                                "%s was left out: it leads to %s, which lies outside of the folders that the globs begin in. Name that folder in a glob of its own if it is meant."
                                        .formatted(link, secret.toRealPath()))));
        assertThat(found("logs/**").paths()).containsExactly(inside, rotated);
        assertThat(found("logs/access.log*", "elsewhere/*.log").paths()).containsExactly(link, inside, rotated);
        assertThat(found("logs/access.log").paths())
                .as("whoever names a file by itself means it")
                .containsExactly(link);
    }

    private FoundFiles found(String... globs) {
        return Globs.matching(List.of(globs), folder);
    }

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "line\n");
    }

    /** To root no folder is closed. */
    private Path closed(String name) throws IOException {
        Path closed = Files.createDirectory(folder.resolve(name));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(closed), "every folder may be read by this user");
        return closed;
    }
}
