package io.meterhouse.warehouse;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of its own that a test can fill; where none may be mounted the test is skipped. */
public final class SmallDisk implements AutoCloseable {

    private static final int BLOCK = 4096;

    private final Path folder;
    private final Path ballast;

    private SmallDisk(Path folder) {
        this.folder = folder;
        this.ballast = folder.resolve("ballast");
    }

    /**
     * Mounts one.
     *
     * @param folder where; made anew
     * @param megabytes its size
     */
    public static SmallDisk mount(Path folder, int megabytes) throws IOException, InterruptedException {
        Files.createDirectory(folder);
        assumeThat(command("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString()))
                .as("mounting a small disk, which takes the rights of an administrator")
                .isZero();
        return new SmallDisk(folder);
    }

    public Path folder() {
        return folder;
    }

    /** Leaves nothing free. */
    public void fill() {
        try {
            try (OutputStream out = Files.newOutputStream(ballast)) {
                while (true) {
                    out.write(new byte[BLOCK]);
                }
            }
        } catch (IOException full) {
            if (!String.valueOf(full.getMessage()).contains("No space left")) {
                throw new UncheckedIOException(full);
            }
        }
    }

    /** From now on nothing on it changes. */
    public void makeReadOnly() throws IOException, InterruptedException {
        assumeThat(command("mount", "-o", "remount,ro", folder.toString()))
                .as("making a disk read-only")
                .isZero();
    }

    public void makeRoom() throws IOException {
        Files.deleteIfExists(ballast);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        command("umount", "-l", folder.toString());
    }

    private static int command(String... words) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException unknownCommand) {
            return 127;
        }
    }
}
