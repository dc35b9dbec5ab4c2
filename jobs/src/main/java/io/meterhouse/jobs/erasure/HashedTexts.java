package io.meterhouse.jobs.erasure;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The texts of erased persons by their keyed hashes. To hash is what a search costs, so a word is hashed once, and what follows it only
 * where a text begins with such a word. Used by one thread.
 */
final class HashedTexts {

    private static final int HASH_BYTES = 16;
    private static final int FIRST_WORD_DIGITS = 4;
    private static final int REMEMBERED = 100_000;

    private final byte[] key;
    private final Map<String, ErasedText> byHash = new HashMap<>();
    private final Map<String, ErasedText> bySpelling = new HashMap<>();
    private final Map<String, SortedSet<Integer>> wordCounts = new HashMap<>();
    private final SortedSet<Integer> wordCountsOfAny = new TreeSet<>(Comparator.reverseOrder());
    private final Map<String, SortedSet<Integer>> remembered = new HashMap<>();
    private final int longest;
    private @Nullable Mac mac;

    HashedTexts(List<ErasedText> entries, byte[] key) {
        this.key = key.clone();
        for (ErasedText entry : entries) {
            byHash.putIfAbsent(entry.hash(), entry);
            if (entry.spelling() != null) {
                bySpelling.put(entry.identity(), entry);
            }
            if (entry.firstWord() == null) {
                wordCountsOfAny.add(entry.wordCount());
            } else {
                wordCounts
                        .computeIfAbsent(entry.firstWord(), first -> new TreeSet<>(Comparator.reverseOrder()))
                        .add(entry.wordCount());
            }
        }
        wordCounts.values().forEach(counts -> counts.addAll(wordCountsOfAny));
        this.longest = entries.stream().mapToInt(ErasedText::wordCount).max().orElse(0);
    }

    /** How many words the longest of them has. */
    int longest() {
        return longest;
    }

    ErasedText entry(ErasureList.Replaced text) {
        List<Word> words = Word.of(text.text());
        return new ErasedText(
                hash(words),
                words.size(),
                text.reach(),
                text.pseudonym(),
                words.isEmpty() ? null : firstWord(words.get(0)),
                text.spellings() == ErasureList.Spellings.THIS ? spelling(text.text(), words) : null);
    }

    /**
     * The longest text that begins there.
     *
     * @param shortTextsHave where short texts are looked for in what these words come from
     */
    @Nullable
    ErasedText at(String text, List<Word> words, int at, Reach shortTextsHave) {
        for (int count : wordCountsFrom(words.get(at))) {
            if (at + count <= words.size()) {
                ErasedText found = of(text, words.subList(at, at + count));
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

    /** The text that these words are as a whole. In a spelling that no pseudonym is for it is the first that has it in any. */
    @Nullable
    ErasedText of(String text, List<Word> words) {
        String hash = hash(words);
        ErasedText first = byHash.get(hash);
        return first == null || bySpelling.isEmpty()
                ? first
                : bySpelling.getOrDefault(hash + spelling(text, words), first);
    }

    private String spelling(String text, List<Word> words) {
        return hash(Word.decoded(
                text.substring(words.get(0).start(), words.get(words.size() - 1).end())));
    }

    private SortedSet<Integer> wordCountsFrom(Word first) {
        if (wordCounts.isEmpty()) {
            return wordCountsOfAny;
        }
        SortedSet<Integer> known = remembered.get(first.folded());
        if (known == null) {
            known = wordCounts.getOrDefault(firstWord(first), wordCountsOfAny);
            if (remembered.size() == REMEMBERED) {
                remembered.clear();
            }
            remembered.put(first.folded(), known);
        }
        return known;
    }

    private String firstWord(Word first) {
        return hash(List.of(first)).substring(0, FIRST_WORD_DIGITS);
    }

    private String hash(List<Word> words) {
        StringBuilder folded = new StringBuilder();
        for (Word word : words) {
            folded.append(word.folded()).append(' ');
        }
        return hash(folded.toString());
    }

    private String hash(String text) {
        byte[] digest = mac().doFinal(text.getBytes(StandardCharsets.UTF_8));
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
