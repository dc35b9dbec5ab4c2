package io.meterhouse.warehouse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A small file that is made once, by whoever needs it first, and then kept; its owner's alone. It is written in its own place under a
 * lock: a process that is killed meanwhile leaves it empty, which the next one takes for not made yet, and no draft beside it.
 */
final class FileMadeOnce {

    private FileMadeOnce() {}

    /**
     * Its line of text.
     *
     * @param content what to write when there is nothing yet
     */
    static synchronized String line(Path file, Supplier<String> content) throws IOException {
        if (Files.notExists(file) || Files.size(file) == 0) {
            make(file, content);
        }
        return Files.readString(file).strip();
    }

    private static void make(Path file, Supplier<String> content) throws IOException {
        FileAttribute<?>[] ownersOnly =
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        Set<StandardOpenOption> options =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, ownersOnly);
                FileLock alone = channel.lock()) {
            if (alone.isValid() && channel.size() == 0) {
                String line = content.get() + System.lineSeparator();
                channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
                channel.force(true);
            }
        }
    }
}
