package io.meterhouse.jobs.erasure;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The texts that named erased persons, known by their hashes alone, and what becomes of a text that holds one. Used by one thread.
 */
public final class ErasedTexts {

    /** Those of a home that erased nobody. */
    public static final ErasedTexts NONE = new ErasedTexts(List.of(), new byte[0]);

    private static final int HASH_BYTES = 16;
    private static final int REMEMBERED = 20_000;

    /** Five words with spaces between them. */
    private static final Pattern LOOKS_LIKE_A_SENTENCE = Pattern.compile("(?:\\S+\\s+){4}\\S");

    private final List<ErasedText> entries;
    private final byte[] key;
    private final Map<String, ErasedText> byHash = new HashMap<>();
    private final List<Integer> longestFirst;
    private final Map<String, String> values = remembering();
    private @Nullable Mac mac;

    ErasedTexts(List<ErasedText> entries, byte[] key) {
        this.entries = List.copyOf(entries);
        this.key = key.clone();
        this.entries.forEach(entry -> byHash.putIfAbsent(entry.hash(), entry));
        this.longestFirst = new ArrayList<>(
                this.entries.stream().map(ErasedText::wordCount).collect(Collectors.toCollection(TreeSet::new)));
        this.longestFirst.sort(Comparator.reverseOrder());
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
                .and(List.of(new ErasureList.Replaced(text, pseudonym, Reach.ANYWHERE)));
        return values.stream()
                .anyMatch(value -> alone.pseudonymOf(value).isEmpty()
                        && !alone.inValue(value).equals(value));
    }

    /** What stands in the place of this text; empty when it names nobody who was erased. */
    public Optional<String> pseudonymOf(String text) {
        List<Word> words = Word.of(text);
        return words.isEmpty() || isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(byHash.get(hash(words, 0, words.size()))).map(ErasedText::pseudonym);
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
        List<Word> words = Word.of(text);
        StringBuilder kept = new StringBuilder();
        int copied = 0;
        int at = 0;
        while (at < words.size()) {
            ErasedText found = at(words, at, shortTextsHave);
            if (found != null && found.isAddress() && goesOnBefore(text, words, at)) {
                found = null;
            }
            if (found == null) {
                at++;
            } else {
                int last = at + found.wordCount() - 1;
                kept.append(text, copied, words.get(at).start()).append(found.pseudonym());
                copied = words.get(last).end();
                at = last + 1;
            }
        }
        return copied == 0 ? text : kept.append(text, copied, text.length()).toString();
    }

    private @Nullable ErasedText at(List<Word> words, int at, Reach shortTextsHave) {
        for (int count : longestFirst) {
            if (at + count <= words.size()) {
                ErasedText found = byHash.get(hash(words, at, at + count));
                if (found != null
                        && found.wordCount() == count
                        && (found.reach() == Reach.ANYWHERE
                                || found.reach() == Reach.WHOLE_VALUES && shortTextsHave == Reach.ANYWHERE
                                || count == words.size())) {
                    return found;
                }
            }
        }
        return null;
    }

    /** {@code lee@example.org} is not in {@code ann.lee@example.org}. */
    private static boolean goesOnBefore(String text, List<Word> words, int at) {
        if (at == 0 || words.get(at - 1).end() + 1 != words.get(at).start()) {
            return false;
        }
        char between = text.charAt(words.get(at - 1).end());
        return between == '.' || between == '+';
    }

    List<ErasedText> entries() {
        return entries;
    }

    byte[] key() {
        return key.clone();
    }

    ErasedTexts and(List<ErasureList.Replaced> more) {
        Map<String, ErasedText> all = new LinkedHashMap<>();
        entries.forEach(entry -> all.put(entry.hash(), entry));
        more.stream().map(this::entry).forEach(entry -> all.putIfAbsent(entry.hash(), entry));
        return new ErasedTexts(List.copyOf(all.values()), key);
    }

    private ErasedText entry(ErasureList.Replaced text) {
        List<Word> words = Word.of(text.text());
        return new ErasedText(hash(words, 0, words.size()), words.size(), text.reach(), text.pseudonym());
    }

    private String hash(List<Word> words, int from, int to) {
        StringBuilder folded = new StringBuilder();
        for (int i = from; i < to; i++) {
            folded.append(words.get(i).folded()).append(' ');
        }
        byte[] digest = mac().doFinal(folded.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    }

    private Mac mac() {
        Mac known = mac;
        if (known == null) {
            try {
                known = Mac.getInstance("HmacSHA256");
                known.init(new SecretKeySpec(key, "HmacSHA256"));
            } catch (GeneralSecurityException missing) {
                throw new IllegalStateException("Every Java runtime has HmacSHA256", missing);
            }
            mac = known;
        }
        return known;
    }
}
