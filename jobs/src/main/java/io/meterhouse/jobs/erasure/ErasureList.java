package io.meterhouse.jobs.erasure;

import io.meterhouse.warehouse.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The list of the persons that were erased from a home: keyed hashes and pseudonyms. It lies with the landing zone, which outlives a
 * warehouse, and has a key of its own, so that it goes on to hold when the pepper of the pseudonyms changes.
 */
public final class ErasureList {

    private static final String LIST = "erased-persons.json";
    private static final String KEY = "erased-persons.key";
    private static final int KEY_BYTES = 32;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path landing;

    /**
     * The list of a home.
     *
     * @param landing folder of the landing zone
     */
    public ErasureList(Path landing) {
        this.landing = landing;
    }

    /**
     * What the list holds now.
     *
     * @throws UncheckedIOException when it is there and cannot be read: nothing may be taken in then, for it could bring a person back
     */
    public ErasedTexts read() {
        Path list = landing.resolve(LIST);
        if (!Files.exists(list)) {
            return ErasedTexts.NONE;
        }
        try {
            byte[] key = HexFormat.of()
                    .parseHex(Files.readString(landing.resolve(KEY)).strip());
            return new ErasedTexts(List.of(JSON.readValue(Files.readAllBytes(list), ErasedText[].class)), key);
        } catch (IOException | JacksonException | IllegalArgumentException unreadable) {
            throw new UncheckedIOException(
                    "Cannot read %s and the key beside it, which keep erased persons from coming back: %s. Restore both from a copy; without them nothing is loaded."
                            .formatted(list, unreadable.getMessage()),
                    new IOException(unreadable));
        }
    }

    /**
     * The list with texts of one more person, not yet written.
     *
     * @param texts each with what stands in its place; one that is in the list already stays as it is there
     */
    public ErasedTexts with(List<Replaced> texts) {
        ErasedTexts known = read();
        return (known.isEmpty() ? new ErasedTexts(List.of(), newKey()) : known).and(texts);
    }

    /** Writes the list; from then on no fetch brings these texts back. */
    public void write(ErasedTexts texts) {
        Path draft = landing.resolve(LIST + ".tmp");
        try {
            if (read().isEmpty()) {
                keep(texts.key());
            }
            Files.write(draft, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(texts.entries()));
            DurableFile.replace(draft, landing.resolve(LIST));
        } catch (IOException cannotWrite) {
            throw new UncheckedIOException(
                    "Cannot write %s: %s. Nothing was erased; check the free space and the rights of the home."
                            .formatted(landing.resolve(LIST), cannotWrite.getMessage()),
                    cannotWrite);
        }
    }

    /**
     * A text and what stands in its place.
     *
     * @param text as it is written somewhere
     * @param pseudonym what is written there instead
     * @param reach where it is looked for
     * @param spellings which of its spellings the pseudonym stands for
     */
    public record Replaced(String text, String pseudonym, Reach reach, Spellings spellings) {

        /** One that is looked for as far as its length lets it. */
        public Replaced(String text, String pseudonym) {
            this(text, pseudonym, reachOf(text), Spellings.ALL);
        }

        /** The same in no other case and with no other accents or signs, where no other pseudonym stands for those. */
        public Replaced asSpelled() {
            return new Replaced(text, pseudonym, reach, Spellings.THIS);
        }

        /** The same, looked for in no value that is more than it. */
        public Replaced withoutParts() {
            return reach == Reach.ANYWHERE ? new Replaced(text, pseudonym, Reach.WHOLE_VALUES, spellings) : this;
        }

        /** Two words, a sign of an address or a long word are no other thing's name; a number is a number nearly everywhere. */
        private static Reach reachOf(String text) {
            int letters = Word.of(text).stream()
                    .mapToInt(word -> word.folded().length())
                    .sum();
            if (!text.contains("@") && (letters < 2 || text.chars().noneMatch(Character::isLetter))) {
                return Reach.ALONE;
            }
            return letters >= 8 || text.contains("@") ? Reach.ANYWHERE : Reach.WHOLE_VALUES;
        }
    }

    /** Which spellings of a text are meant. */
    public enum Spellings {
        /** Every one: case, accents and signs make no other text of it. */
        ALL,
        /** The one as it is written: another one is another id. */
        THIS
    }

    private static byte[] newKey() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }

    /** Nothing was ever hashed by a key without a list. */
    private void keep(byte[] key) throws IOException {
        Path file = landing.resolve(KEY);
        Files.deleteIfExists(file);
        FileAttribute<?>[] ownersOnly =
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        Files.createFile(file, ownersOnly);
        Files.write(file, HexFormat.of().formatHex(key).getBytes(StandardCharsets.US_ASCII));
        DurableFile.force(file);
    }
}
