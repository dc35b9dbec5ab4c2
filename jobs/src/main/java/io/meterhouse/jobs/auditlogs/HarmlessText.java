package io.meterhouse.jobs.auditlogs;

import io.meterhouse.jobs.landing.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What may be kept of a text that an application wrote into its audit log: no key, no password, no address, no query.
 *
 * <p>No pattern may look twice at a letter: such a text can be as long as anybody likes.
 */
final class HarmlessText {

    /**
     * What may not be kept.
     *
     * @param letters letters of which a text must have one to have it
     * @param pattern how it looks
     * @param mark what stands in its place
     */
    private record Rule(String letters, Pattern pattern, String mark) {

        String applyTo(String text) {
            for (int i = 0; i < text.length(); i++) {
                if (letters.indexOf(text.charAt(i)) >= 0) {
                    return pattern.matcher(text).replaceAll(mark);
                }
            }
            return text;
        }
    }

    /** Up to the quote that closes it, not to one that is escaped; to the end of a text that was cut before. */
    private static final String QUOTED = "\"(?:[^\"\\\\]++|\\\\.)*+\"?|'(?:[^'\\\\]++|\\\\.)*+'?";

    /** In this order: what stands in an address is told from what stands in a text. */
    private static final List<Rule> RULES = List.of(
            new Rule("@", Pattern.compile("(?<=://)[^/\\s@\"']+@"), ""),
            new Rule(" ", Pattern.compile("(?i)\\b(bearer|basic)\\s+[A-Za-z0-9._~+/=-]{6,}"), "$1 {key}"),
            new Rule(
                    "=:",
                    Pattern.compile("(?i)(authorization[\"'\\\\]*\\s*[=:]\\s*)(?:" + QUOTED + "|.++)"),
                    "$1{secret}"),
            new Rule(
                    "=:",
                    Pattern.compile(
                            "(?i)((?:password|passwd|pwd|passphrase|passcode|(?<![A-Za-z])(?:pass|otp|pin)|secret|token|credential"
                                    + "|(?:private|access|master|encryption|signing|salt)[ _-]?key|api[ _-]?keys?(?: provided)?"
                                    + "|litellm_?key_?id)[\"'\\\\]*\\s*[=:]\\s*)(?:" + QUOTED + "|[^\\s,;&}\\]]+)"),
                    "$1{secret}"),
            new Rule(
                    "0123456789-",
                    Pattern.compile("\\bsk-[\\w-]{8,}"
                            + "|\\b(?:gh[pousr]|github_pat|glpat|hf|xox[abprs]|rk|pk)[-_][A-Za-z0-9_-]{16,}"
                            + "|\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b|\\bAIza[\\w-]{30,}"
                            + "|\\beyJ[\\w-]+\\.[\\w-]+(?:\\.[\\w-]*)?"
                            + "|-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*(?:-----END [A-Z ]*PRIVATE KEY-----)?"
                            + "|(?<!\\w)(?=\\w*[a-z])(?=\\w*[A-Z])(?=\\w*\\d)\\w{32,}"),
                    "{key}"),
            new Rule("?", Pattern.compile("(?<=[\\w/])\\?[^\\s\"'<>?]*=[^\\s\"'<>]*"), "?{query}"),
            new Rule(
                    ".:",
                    Pattern.compile(
                            "(?<![\\w.])\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\w.]*\\w)"
                                    + "|(?<![\\w:])(?:[0-9a-fA-F]{1,4}:){4,7}[0-9a-fA-F]{1,4}(?![\\w:])"
                                    + "|(?<![\\w:])(?:[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{1,4}){0,6})?::(?:[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{1,4}){0,6})?(?:[.\\d]*)(?![\\w:])"),
                    "{address}"));

    private HarmlessText() {}

    /** The text with a mark in place of everything that may not be kept. */
    static String of(String text) {
        String kept = Secrets.masked(printable(text));
        for (Rule rule : RULES) {
            kept = rule.applyTo(kept);
        }
        return kept;
    }

    /** As {@link #of(String)}, cut; null stays null. */
    static @Nullable String of(@Nullable String text, int longest) {
        if (text == null) {
            return null;
        }
        return cut(of(text), longest);
    }

    /** The name or id of a person, which may look like a key and must stay one of its own: only LiteLLM's keys are masked. */
    static @Nullable String name(@Nullable String text, int longest) {
        return text == null ? null : cut(Secrets.masked(printable(text)), longest);
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }

    /** Half a character cannot be written as JSON, and what controls a terminal is nothing to read. */
    private static String printable(String text) {
        String whole = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        StringBuilder printable = new StringBuilder(whole);
        for (int i = 0; i < printable.length(); i++) {
            if (Character.isISOControl(printable.charAt(i))) {
                printable.setCharAt(i, ' ');
            }
        }
        return printable.toString();
    }
}
