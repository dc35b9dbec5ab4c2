package io.meterhouse.reports.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailFolderTests {

    private static final Instant AT = Instant.parse("2026-10-01T02:31:07Z");

    @TempDir
    Path home;

    @Test
    void mailsAreKeptSideBySideForTheirOwnerAlone() throws Exception {
        MailFolder folder = new MailFolder(home.resolve("mails/sent"));

        Path first = folder.keep(bytes("first"), AT, "finance", "finance@example.org");
        Path second = folder.keep(bytes("second"), AT, "finance", "finance@example.org");

        assertThat(first).isEqualTo(home.resolve("mails/sent/20261001T023107Z_finance_finance@example.org.eml"));
        assertThat(second).hasFileName("20261001T023107Z_finance_finance@example.org_2.eml");
        assertThat(first).hasBinaryContent(bytes("first"));
        assertThat(second).hasBinaryContent(bytes("second"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(first.getParent())) {
            assertThat(files).containsExactlyInAnyOrder(first, second);
        }
    }

    @Test
    void aNameLeavesItsFolderInNoCase() {
        Path kept = new MailFolder(home)
                .keep(bytes("mail"), AT, "../../finance", "../Zähler <\n/etc/passwd@example.org>" + "x".repeat(300));

        assertThat(kept.getParent()).isEqualTo(home);
        assertThat(kept.getFileName().toString())
                .matches("[a-z0-9A-Z.@_+-]{1,200}[.]eml")
                .startsWith("20261001T023107Z_");
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws Exception {
        Path file = Files.writeString(home.resolve("mails"), "not a folder");

        assertThatThrownBy(() -> new MailFolder(file).keep(bytes("mail"), AT, "finance", "a@example.org"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("Cannot keep a mail in " + file);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
