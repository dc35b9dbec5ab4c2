package io.meterhouse.jobs.erasure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stretch of text that is read from its beginning on, with pseudonyms in place of what names an erased person. */
final class Passage {

    private final String text;
    private final List<Word> words;
    private final HashedTexts hashed;
    private final Reach shortTextsHave;
    private final StringBuilder kept = new StringBuilder();
    private int at;
    private int copied;
    private boolean hasFound;

    /**
     * One of which nothing is read.
     *
     * @param before how many characters of the text were read as the end of another passage, and only say what stands before this one
     * @param shortTextsHave where short texts are looked for in it
     */
    Passage(String text, int before, HashedTexts hashed, Reach shortTextsHave) {
        this.text = text;
        this.words = Word.of(text);
        this.hashed = hashed;
        this.shortTextsHave = shortTextsHave;
        this.copied = before;
        while (at < words.size() && words.get(at).start() < before) {
            at++;
        }
    }

    int wordCount() {
        return words.size();
    }

    /** Reads on as far as that word. */
    void readTo(int word) {
        while (at < word) {
            ErasedText found = found();
            if (found == null) {
                at++;
            } else {
                int last = at + found.wordCount() - 1;
                kept.append(text, copied, words.get(at).start()).append(found.pseudonym());
                copied = words.get(last).end();
                at = last + 1;
                hasFound = true;
            }
        }
    }

    /** Reads on as far as somebody is named, or to the end. */
    boolean readToSomebody() {
        while (at < words.size() && !hasFound) {
            hasFound = found() != null;
            at++;
        }
        return hasFound;
    }

    boolean hasFound() {
        return hasFound;
    }

    /** What became of the text, as far as it is read. */
    String kept() {
        return kept + text.substring(copied, Math.max(copied, read()));
    }

    /** How many characters of the text are read: up to the next word. */
    int read() {
        return at < words.size() ? words.get(at).start() : text.length();
    }

    /** From where on the text says what stands directly before the next word. */
    int before() {
        boolean isNext = at > 0 && words.get(at - 1).end() + 1 >= read();
        return isNext ? words.get(at - 1).start() : read();
    }

    private @Nullable ErasedText found() {
        ErasedText found = hashed.at(text, words, at, shortTextsHave);
        return found != null && found.isAddress() && goesOnBefore() ? null : found;
    }

    /** {@code lee@example.org} is not in {@code ann.lee@example.org}. */
    private boolean goesOnBefore() {
        if (at == 0 || words.get(at - 1).end() + 1 != words.get(at).start()) {
            return false;
        }
        char between = text.charAt(words.get(at - 1).end());
        return between == '.' || between == '+';
    }
}
