package io.meterhouse.reports.delivery;

import java.util.List;

/**
 * A mail as it is sent and stored. The same letter with the same files makes the same bytes.
 *
 * @param bytes the whole message by RFC 5322, lines ending in CRLF, 7 bit; whoever takes it changes nothing in it
 * @param subject its subject in Unicode
 * @param attached names of the files that go with it
 * @param leftOut files that were too large to go with it, as paths relative to the home with slashes
 */
public record ComposedMail(byte[] bytes, String subject, List<String> attached, List<String> leftOut) {

    /** Copies the lists. */
    public ComposedMail {
        attached = List.copyOf(attached);
        leftOut = List.copyOf(leftOut);
    }
}
