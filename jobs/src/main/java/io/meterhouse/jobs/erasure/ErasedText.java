package io.meterhouse.jobs.erasure;

/**
 * One text that named an erased person, which it tells to nobody who does not know it.
 *
 * @param hash keyed hash of its words
 * @param wordCount how many words it has
 * @param reach where it is looked for
 * @param pseudonym what stands in its place
 */
record ErasedText(String hash, int wordCount, Reach reach, String pseudonym) {

    /** How far a text is taken for the person. */
    enum Reach {
        /** Anywhere in any text: an address, a full name, a long id. */
        ANYWHERE,
        /** In what people or programs wrote in sentences, and where it is the whole of a value: short ids are words of other meanings too. */
        WHOLE_VALUES
    }
}
