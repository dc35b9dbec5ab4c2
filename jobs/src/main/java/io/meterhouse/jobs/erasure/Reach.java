package io.meterhouse.jobs.erasure;

/** How far a text is taken for the person. */
public enum Reach {
    /** Anywhere in any text: an address, a full name, a long id. */
    ANYWHERE,
    /** In what people or programs wrote in sentences, and where it is the whole of a value: short ids are words of other meanings too. */
    WHOLE_VALUES,
    /** Where it is the whole of a value, and in no sentence: numbers and single letters are in logs, dates and figures everywhere. */
    ALONE
}
