package io.meterhouse.reports.delivery;

/** What became of a mail that was handed to a server. */
public sealed interface Handover {

    /**
     * The server has it, and answers for it from now on.
     *
     * @param answer its own words, one line
     */
    record Taken(String answer) implements Handover {}

    /**
     * The server certainly does not have it.
     *
     * @param why one paragraph: which server, its own words, and what to do where that is known
     * @param permanence whether handing it over again may help
     * @param scope whether it would refuse other mails too
     */
    record Refused(String why, Permanence permanence, Scope scope) implements Handover {}

    /**
     * Nobody knows: the connection was lost once the mail itself was on its way, and before the server said that it has it.
     *
     * @param why one paragraph: which server, and what was seen last
     */
    record Unclear(String why) implements Handover {}

    /** Whether handing it over again may help. */
    enum Permanence {
        /** The server cannot be reached, or says to come again later (4xx). */
        FOR_NOW,
        /** It says no (5xx), or cannot be spoken to as the settings demand; somebody has to change something first. */
        FOR_GOOD
    }

    /** What a refusal is about. */
    enum Scope {
        /** The server: it is away, does not know the user, is not trusted. Every other mail would be refused as well. */
        EVERY_MAIL,
        /** This mail, its sender or its recipient. */
        THIS_MAIL
    }
}
