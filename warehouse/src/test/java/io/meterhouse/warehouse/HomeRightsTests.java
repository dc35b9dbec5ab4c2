package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Others may go through a home to what is published, and nowhere else. */
class HomeRightsTests {

    @TempDir
    Path folder;

    @Test
    void aNewHomeIsItsOwnersAndLetsReadersThrough() {
        WarehouseHome home = new WarehouseHome(folder.resolve("home")).prepare();

        assertThat(rights(home.root())).isEqualTo("rwx--x--x");
        assertThat(rights(home.landing())).isEqualTo("rwx------");
        assertThat(rights(home.warehouseFile().getParent())).isEqualTo("rwx------");
        assertThat(rights(home.operations())).isEqualTo("rwx------");
        assertThat(rights(home.reports())).isEqualTo("rwx------");
        assertThat(rights(home.logs())).isEqualTo("rwx------");
        assertThat(rights(home.idFile())).isEqualTo("rw-------");
    }

    @Test
    void aFolderThatEverybodyMayEnterIsClosedAndOneThatWasGivenToAGroupStays() throws IOException {
        WarehouseHome home = new WarehouseHome(folder).prepare();
        set(home.landing(), "rwxr-xr-x");
        set(home.reports(), "rwxr-x---");

        home.prepare();

        assertThat(rights(home.landing())).isEqualTo("rwx------");
        assertThat(rights(home.reports())).isEqualTo("rwxr-x---");
    }

    private static void set(Path path, String rights) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
    }

    private static String rights(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
