package io.meterhouse.jobs.accesslogs;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Whether bytes are text that every tool behind the warehouse can read. */
final class TextCheck {

    private TextCheck() {}

    /** Why the bytes are no such text; null when they are. */
    static @Nullable RejectReason of(byte[] data, int from, int to) {
        if (ByteScan.isPlain(data, from, to)) {
            return null;
        }
        for (int i = from; i < to; i++) {
            if (data[i] == 0) {
                return RejectReason.NUL_BYTE;
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data, from, to - from));
            return null;
        } catch (CharacterCodingException notUtf8) {
            return RejectReason.INVALID_UTF8;
        }
    }
}
