package io.meterhouse.jobs.erasure;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Prose of any length less erased persons, of which no more than a few pieces are held at a time. */
final class ProseInPieces {

    private static final int PIECE = 1 << 16;

    private final Reader prose;
    private final HashedTexts hashed;
    private final StringBuilder pending = new StringBuilder();
    private int before;
    private boolean isAtItsEnd;
    private boolean hasFound;

    ProseInPieces(Reader prose, HashedTexts hashed) {
        this.prose = prose;
        this.hashed = hashed;
    }

    /** The next piece; null behind the last one. */
    @Nullable
    String next() throws IOException {
        if (isAtItsEnd) {
            return null;
        }
        int end = more();
        Passage passage = new Passage(pending.substring(0, end), before, hashed, Reach.ANYWHERE);
        // A text that begins in the last words may go on in the next piece.
        passage.readTo(isAtItsEnd ? passage.wordCount() : passage.wordCount() - hashed.longest() + 1);
        hasFound |= passage.hasFound();
        String kept = passage.kept();
        before = Math.max(before, passage.read()) - passage.before();
        pending.delete(0, passage.before());
        return kept;
    }

    /** Whether somebody was named in what was read. */
    boolean hasFound() {
        return hasFound;
    }

    /** Reads on until there is a sign between two words behind which to part; returns where. */
    private int more() throws IOException {
        char[] piece = new char[PIECE];
        while (true) {
            int known = pending.length();
            int read = prose.read(piece, 0, PIECE);
            if (read < 0) {
                isAtItsEnd = true;
                return known;
            }
            pending.append(piece, 0, read);
            for (int end = pending.length(); end > known; end--) {
                if (parts(pending.charAt(end - 1))) {
                    return end;
                }
            }
        }
    }

    /** Letters may be spelled with percent signs, backslashes, and marks of their own. */
    private static boolean parts(char sign) {
        return sign < 128 && !Character.isLetterOrDigit(sign) && sign != '%' && sign != '\\';
    }
}
