package io.meterhouse.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The documents of the project, found from whatever folder the tests run in. */
public final class Documents {

    private static final Pattern CODE_BLOCK = Pattern.compile("(?m)^( *)```(\\w*)\\n([\\s\\S]*?)^\\1```$");

    private Documents() {}

    /**
     * A block of code of a document.
     *
     * @param language the word after the fence
     * @param text the lines between the fences
     */
    record CodeBlock(String language, String text) {}

    static Path project() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("config/application.yaml"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("The tests do not run inside the project.");
        }
        return folder;
    }

    public static String text(String document) {
        return text(project().resolve(document));
    }

    static String text(Path document) {
        try {
            return Files.readString(document).replace("\r\n", "\n");
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read " + document, unreadable);
        }
    }

    /** Every page of the project: those at its root, those in docs, and the README of each folder. */
    static List<Path> pages() {
        Path project = project();
        return Stream.of(
                        "",
                        "docs",
                        "config",
                        "warehouse",
                        "jobs",
                        "reports",
                        "scheduler",
                        "jobs/src/test/resources/litellm")
                .map(project::resolve)
                .flatMap(folder -> list(folder).stream())
                .filter(file -> file.getFileName().toString().endsWith(".md"))
                .sorted()
                .toList();
    }

    static List<CodeBlock> codeBlocks(String document) {
        return CODE_BLOCK
                .matcher(text(document))
                .results()
                .map(block -> new CodeBlock(block.group(2), block.group(3).stripIndent()))
                .toList();
    }

    /** The cells of the table row that begins with that cell, without the back-ticks. */
    static List<String> tableRow(String document, String firstCell) {
        Matcher row = Pattern.compile("(?m)^\\| `?" + Pattern.quote(firstCell) + "`? \\|(.*)\\|$")
                .matcher(text(document));
        if (!row.find()) {
            throw new AssertionError("%s has no table row for %s.".formatted(document, firstCell));
        }
        return Stream.of(row.group(1).split("(?<!\\\\)\\|"))
                .map(cell -> cell.strip().replaceAll("^`([^`]*)`$", "$1"))
                .toList();
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot list " + folder, unreadable);
        }
    }
}
