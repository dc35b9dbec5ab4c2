package io.meterhouse.jobs.erasure;

import org.jspecify.annotations.Nullable;

/**
 * One text that named an erased person, which it tells to nobody who does not know it.
 *
 * @param hash keyed hash of its words
 * @param wordCount how many words it has
 * @param reach where it is looked for
 * @param pseudonym what stands in its place
 * @param firstWord the beginning of the keyed hash of its first word: enough to pass over nearly every other word; null in a list from
 *     before there was one
 * @param spelling keyed hash of the one spelling that this pseudonym is for, where several ids differ in spelling alone; null when every
 *     spelling is the same to it
 */
record ErasedText(
        String hash,
        int wordCount,
        Reach reach,
        String pseudonym,
        @Nullable String firstWord,
        @Nullable String spelling) {

    /** What no other text of the list has. */
    String identity() {
        return spelling == null ? hash : hash + spelling;
    }

    /** Whether it is an e-mail address, before which a name and a dot make the address of somebody else. */
    boolean isAddress() {
        return pseudonym.endsWith(Pseudonym.NOWHERE);
    }
}
