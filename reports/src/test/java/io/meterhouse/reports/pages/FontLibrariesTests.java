package io.meterhouse.reports.pages;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a machine without libraries for fonts is told. */
class FontLibrariesTests {

    static Stream<Error> whatJavaThrowsWithoutThem() {
        return Stream.of(
                new UnsatisfiedLinkError("libfreetype.so.6: cannot open shared object file"),
                new NoClassDefFoundError("Could not initialize class sun.awt.X11FontManager"),
                new ExceptionInInitializerError(new IllegalStateException("Fontconfig head is null")),
                new InternalError("no font"));
    }

    @ParameterizedTest
    @MethodSource("whatJavaThrowsWithoutThem")
    void aMissingLibraryIsNamedWithWhatToDo(Error missing) {
        assertThatThrownBy(() -> FontLibraries.use(() -> {
                    throw missing;
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("libfontconfig1, libfreetype6")
                .hasMessageContaining("--format csv")
                .hasCause(missing);
    }
}
