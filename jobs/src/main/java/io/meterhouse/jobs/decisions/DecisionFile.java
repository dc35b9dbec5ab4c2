package io.meterhouse.jobs.decisions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Decisions as somebody wrote them into a file of findings. */
final class DecisionFile {

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setAllowMissingColumnNames(true)
            .setIgnoreEmptyLines(true)
            .get();

    private static final List<String> COLUMNS = List.of("finding_key", "decision", "note");

    /** What spreadsheets put before the first character of a file. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path file;

    DecisionFile(Path file) {
        this.file = file;
    }

    /**
     * What a file says.
     *
     * @param decisions one of each finding that has one
     * @param problems what is wrong with lines, a sentence each
     */
    record Read(List<FindingDecision> decisions, List<String> problems) {}

    /**
     * Reads it. A line without decision and note decides nothing.
     *
     * @throws DecisionRefusedException when it cannot be read or lacks columns
     */
    Read read(KnownFindings known) {
        Map<String, FindingDecision> decisions = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        try (CSVParser lines = CSVParser.parse(text(), FORMAT)) {
            if (!lines.getHeaderNames().containsAll(COLUMNS)) {
                throw new DecisionRefusedException(
                        "%s has the columns %s; it must have %s, as 'findings --format csv' writes them, separated by commas."
                                .formatted(file, String.join(",", lines.getHeaderNames()), String.join(", ", COLUMNS)));
            }
            long end = lines.getCurrentLineNumber();
            for (CSVRecord line : lines) {
                // A cell may hold several lines of text: the first of them is where a reader looks.
                long number = end + 1;
                end = lines.getCurrentLineNumber();
                problem(line, known, decisions)
                        .ifPresent(problem -> problems.add("%s, line %d: %s".formatted(file, number, problem)));
            }
        } catch (IOException | UncheckedIOException unreadable) {
            throw new DecisionRefusedException(
                    "%s cannot be read: %s. Name a file that 'findings --format csv' wrote."
                            .formatted(file, unreadable.getMessage()),
                    unreadable);
        }
        return new Read(List.copyOf(decisions.values()), problems);
    }

    private String text() throws IOException {
        String text = Files.readString(file);
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    /** Adds what a line decides, or says why it decides nothing. */
    private static Optional<String> problem(
            CSVRecord line, KnownFindings known, Map<String, FindingDecision> decisions) {
        if (!line.isConsistent()) {
            return Optional.of("it has %d cells and the first line %d names."
                    .formatted(line.size(), line.getParser().getHeaderNames().size()));
        }
        String key = written(line.get("finding_key"));
        String word = line.get("decision").strip();
        String note = written(line.get("note")).replace("\r\n", "\n");
        if (word.isEmpty() && note.isBlank()) {
            return Optional.empty();
        }
        Optional<String> finding = known.find(key);
        if (finding.isEmpty()) {
            return Optional.of(known.noneNamed(key));
        }
        Optional<Decision> decision = Decision.of(word);
        if (decision.isEmpty()) {
            return Optional.of("the decision '%s' of %s is none; write %s%s."
                    .formatted(
                            word,
                            key,
                            Arrays.stream(Decision.values()).map(Decision::word).collect(Collectors.joining(", ")),
                            word.isEmpty() ? ", or delete the note" : ""));
        }
        if (note.length() > FindingDecision.LONGEST_NOTE) {
            return Optional.of("the note of %s has %d characters; at most %d are kept."
                    .formatted(key, note.length(), FindingDecision.LONGEST_NOTE));
        }
        FindingDecision read = new FindingDecision(finding.get(), decision.get(), note);
        FindingDecision before = decisions.putIfAbsent(finding.get(), read);
        return before == null || before.equals(read)
                ? Optional.empty()
                : Optional.of("%s is decided otherwise by a line before: %s."
                        .formatted(key, before.decision().word()));
    }

    /** Without the apostrophe that keeps a spreadsheet from running a text. */
    private static String written(String cell) {
        boolean isGuarded = cell.length() > 1 && cell.charAt(0) == '\'' && "=+-@\t\r".indexOf(cell.charAt(1)) >= 0;
        return isGuarded ? cell.substring(1) : cell;
    }
}
