package io.meterhouse.warehouse;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A process of its own that looks at a lease, and is still at it until its input is closed. */
final class LookingProcess {

    private LookingProcess() {}

    public static void main(String[] arguments) throws Exception {
        try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.READ);
                FileLock looked = channel.tryLock(0, Long.MAX_VALUE, true)) {
            System.out.println("looking");
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        }
    }
}
