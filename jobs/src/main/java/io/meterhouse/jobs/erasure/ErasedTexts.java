package io.meterhouse.jobs.erasure;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The texts that named erased persons, known by their hashes alone, and what becomes of a text that holds one. Used by one thread.
 */
public final class ErasedTexts {

    /** Those of a home that erased nobody. */
    public static final ErasedTexts NONE = new ErasedTexts(List.of(), new byte[0]);

    private static final int REMEMBERED = 20_000;

    /** Five words with spaces between them. */
    private static final Pattern LOOKS_LIKE_A_SENTENCE = Pattern.compile("(?:\\S+\\s+){4}\\S");

    private final List<ErasedText> entries;
    private final byte[] key;
    private final HashedTexts hashed;
    private final HashedTexts hashedInFiles;
    private final Map<String, String> values = remembering();

    ErasedTexts(List<ErasedText> entries, byte[] key) {
        this.entries = List.copyOf(entries);
        this.key = key.clone();
        this.hashed = new HashedTexts(this.entries, key);
        // A file is no value, and neither is a piece of one.
        this.hashedInFiles = new HashedTexts(
                this.entries.stream()
                        .filter(entry -> entry.reach() != Reach.ALONE)
                        .toList(),
                key);
    }

    private static Map<String, String> remembering() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                return size() > REMEMBERED;
            }
        };
    }

    /** Whether nobody was erased, and every text is what it was. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Whether both hold the same. */
    public boolean isSameAs(ErasedTexts other) {
        return entries.equals(other.entries);
    }

    /** How many texts that person's pseudonym stands for. */
    public int spellingsOf(Pseudonym person) {
        return Math.toIntExact(entries.stream()
                .filter(entry -> Pseudonym.in(entry.pseudonym()).equals(Optional.of(person)))
                .count());
    }

    /** The words of a text as they are compared: less case, accents and what stands between them. */
    public static String folded(String text) {
        return Word.of(text).stream().map(Word::folded).collect(Collectors.joining(" "));
    }

    /** Whether a text would be taken for this one in any of these values, each of which is more than it. */
    public static boolean isPartOfAny(Collection<String> values, String text) {
        String pseudonym = text.contains("@") ? Pseudonym.NOWHERE : "";
        ErasedTexts alone = new ErasedTexts(List.of(), new byte[1])
                .and(List.of(new ErasureList.Replaced(text, pseudonym, Reach.ANYWHERE, ErasureList.Spellings.ALL)));
        return values.stream()
                .anyMatch(value -> alone.pseudonymOf(value).isEmpty()
                        && !alone.inValue(value).equals(value));
    }

    /** What stands in the place of this text; empty when it names nobody who was erased. */
    public Optional<String> pseudonymOf(String text) {
        List<Word> words = Word.of(text);
        return words.isEmpty() || isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(hashed.of(text, words)).map(ErasedText::pseudonym);
    }

    /** A value that is a name, an id or a text from outside, with pseudonyms in place of what named somebody. */
    public String inValue(String value) {
        if (isEmpty() || value.isEmpty()) {
            return value;
        }
        return values.computeIfAbsent(
                value,
                text -> replaced(
                        text, LOOKS_LIKE_A_SENTENCE.matcher(text).find() ? Reach.ANYWHERE : Reach.WHOLE_VALUES));
    }

    /** Sentences, or lines of a log, with pseudonyms in place of what named somebody. */
    public String inProse(String text) {
        return isEmpty() || text.isEmpty() ? text : replaced(text, Reach.ANYWHERE);
    }

    /** Copies sentences, or lines of a log, however many there are, with pseudonyms in place of what named somebody. */
    public void inProse(Reader from, Writer to) throws IOException {
        ProseInPieces pieces = new ProseInPieces(from, hashedInFiles);
        for (String piece = pieces.next(); piece != null; piece = pieces.next()) {
            to.write(piece);
        }
    }

    /** Whether {@link #inProse(String)} would find somebody in this text. */
    public boolean areIn(String prose) {
        return !isEmpty() && new Passage(prose, 0, hashed, Reach.ANYWHERE).readToSomebody();
    }

    /** As {@link #areIn(String)}, of text of any length; reads on as far as somebody is named. */
    public boolean areIn(Reader prose) throws IOException {
        ProseInPieces pieces = new ProseInPieces(prose, hashedInFiles);
        while (!isEmpty() && !pieces.hasFound() && pieces.next() != null) {}
        return pieces.hasFound();
    }

    /** A document in JSON whose names, values and what else tells of these persons are replaced; every other byte stays as it is. */
    public String inJson(String json) {
        return isEmpty() ? json : new ErasedJson(this::inValue).of(json, null);
    }

    /** As {@link #inJson(String)}, of a document that tells of that person. */
    public String inJsonOf(Pseudonym person, String json) {
        return new ErasedJson(this::inValue).of(json, person);
    }

    /** As {@link #inJson(String)}, of a document of sentences. */
    public String inJsonProse(String json) {
        return isEmpty() ? json : new ErasedJson(this::inProse).of(json, null);
    }

    private String replaced(String text, Reach shortTextsHave) {
        Passage passage = new Passage(text, 0, hashed, shortTextsHave);
        passage.readTo(passage.wordCount());
        return passage.hasFound() ? passage.kept() : text;
    }

    List<ErasedText> entries() {
        return entries;
    }

    byte[] key() {
        return key.clone();
    }

    ErasedTexts and(List<ErasureList.Replaced> more) {
        Map<String, ErasedText> all = new LinkedHashMap<>();
        entries.forEach(entry -> all.put(entry.identity(), entry));
        more.stream().map(hashed::entry).forEach(entry -> all.putIfAbsent(entry.identity(), entry));
        return new ErasedTexts(List.copyOf(all.values()), key);
    }
}
