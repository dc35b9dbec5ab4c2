package io.meterhouse.jobs.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A book is read line by line, and says of every line that means nothing what is wrong with it. */
class BookTests {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("book.csv");
    }

    @Test
    void commentsEmptyLinesAndWhatSpreadsheetsPutBeforeTheFirstCharacterAreNoLines() throws IOException {
        Files.writeString(file, "\uFEFF# of names\nname,count\n\n a , 1 \n# of b\nb,2\n");

        assertThat(book().lines(BookTests::said)).containsExactly("4: a 1", "6: b 2");
    }

    @Test
    void linesAreReadWhileTheyAreAskedFor() throws IOException {
        Files.writeString(file, "name,count\na,1\nb\nc,3\n");

        try (BookLines<String> lines = book().open(BookTests::said)) {
            assertThat(lines.next()).isEqualTo("2: a 1");
            assertThat(lines.next()).isEqualTo("4: c 3");
            assertThat(lines).isExhausted();
            lines.refuse(2, "is not wanted");
            assertThatThrownBy(lines::requireNoProblem)
                    .isInstanceOf(BookRefusedException.class)
                    .hasMessage("In %s line 2 is not wanted; line 3 has no count. Correct it and run again.", file);
        }
    }

    @Test
    void ofManyWrongLinesTheFirstFiftyAreNamed() throws IOException {
        Files.writeString(
                file,
                "name,count\n" + IntStream.range(0, 60).mapToObj(line -> "x\n").collect(Collectors.joining()));

        assertThatThrownBy(() -> book().lines(BookTests::said))
                .hasMessageContaining("line 2 has no count; line 3 has no count")
                .hasMessageEndingWith("line 51 has no count; and more lines are wrong. Correct it and run again.");
    }

    @Test
    void aFileThatIsNoTextIsRefusedWhereverItBreaks() throws IOException {
        String lines = "name,count\n" + "a,1\n".repeat(10_000);
        Files.write(file, (lines + "m\u00fcller,2\n").getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> book().lines(BookTests::said))
                .isInstanceOf(BookRefusedException.class)
                .hasMessageStartingWith("Cannot read " + file);
    }

    @Test
    void anEmptyFileHasNotTheColumnsItMustHave() throws IOException {
        Files.writeString(file, "");

        assertThatThrownBy(() -> book().lines(BookTests::said))
                .isInstanceOf(BookRefusedException.class)
                .hasMessage("%s begins with the columns ; it must begin with name,count.", file);
    }

    @Test
    void aFileThatIsNotThereSaysNothing() {
        assertThat(book().linesIfThere(BookTests::said)).isEmpty();
    }

    private Book book() {
        return new Book(file, List.of("name", "count"));
    }

    private static String said(BookLine line) {
        if (!line.isWhole()) {
            throw new LineRefusedException("has no count");
        }
        return "%d: %s %s".formatted(line.number(), line.text("name"), line.text("count"));
    }
}
