package io.meterhouse.jobs.accesslogs;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A segment of a path with its percent-encoding undone. */
final class PathSegment {

    private PathSegment() {}

    /** The text that is meant; empty when the encoding is broken, stands for no UTF-8, or hides a control character or a slash. */
    static Optional<String> decoded(String segment) {
        if (segment.indexOf('%') < 0 && segment.chars().noneMatch(Character::isISOControl)) {
            return Optional.of(segment);
        }
        byte[] encoded = segment.getBytes(StandardCharsets.UTF_8);
        ByteBuffer meant = ByteBuffer.allocate(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] != '%') {
                meant.put(encoded[i]);
                continue;
            }
            if (i + 2 >= encoded.length) {
                return Optional.empty();
            }
            int high = Character.digit(encoded[i + 1], 16);
            int low = Character.digit(encoded[i + 2], 16);
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            meant.put((byte) (high << 4 | low));
            i += 2;
        }
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(meant.flip()).toString();
            boolean isClean = text.chars().noneMatch(next -> Character.isISOControl(next) || next == '/');
            return isClean ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }
}
