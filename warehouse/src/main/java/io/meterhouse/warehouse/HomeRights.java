package io.meterhouse.warehouse;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Who may enter the folders of a home, where the file system knows of such rights. */
final class HomeRights {

    private HomeRights() {}

    /**
     * Closes a folder to everybody but its owner when everybody may enter it. One that only a group may enter was given to it by
     * somebody, and stays.
     */
    static void ownersOnly(Path folder) throws IOException {
        if (!isPosix()) {
            return;
        }
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(folder);
        if (rights.contains(PosixFilePermission.OTHERS_READ) || rights.contains(PosixFilePermission.OTHERS_EXECUTE)) {
            set(folder, "rwx------");
        }
    }

    /** Lets everybody through to what they know the name of, for readers have to reach the published folder; nobody else lists it. */
    static void passable(Path folder) throws IOException {
        if (isPosix()) {
            set(folder, "rwx--x--x");
        }
    }

    private static void set(Path folder, String rights) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(rights));
    }

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }
}
