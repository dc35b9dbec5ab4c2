package io.meterhouse.reports.document;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** What a cell holds, which decides how each format writes it. A null is not known, and no kind's zero. */
public enum Kind {
    /** Text from outside: escaped wherever it is shown. */
    TEXT(String.class),
    /** A whole number of requests, tokens, users and the like. */
    COUNT(Long.class),
    /** US dollars, rounded to cents only where printed. */
    MONEY(BigDecimal.class),
    /** US dollars of one request or token, printed with more digits. */
    UNIT_PRICE(BigDecimal.class),
    /** A part of a whole, 0 to 1, printed in percent. */
    SHARE(BigDecimal.class),
    /** A part of something of its own, 0 to 1, such as requests that succeeded: parts of it never add up. Printed in percent. */
    RATE(BigDecimal.class),
    /** A relative change, signed, printed in percent with its sign. */
    CHANGE(BigDecimal.class),
    /** Any other number, printed with two digits. */
    NUMBER(BigDecimal.class),
    /** Milliseconds. */
    DURATION(BigDecimal.class),
    /** A UTC day. */
    DAY(LocalDate.class),
    /** A moment, UTC. */
    MOMENT(LocalDateTime.class),
    /** Yes or no. */
    FLAG(Boolean.class);

    private final Class<?> type;

    Kind(Class<?> type) {
        this.type = type;
    }

    /** The only class of values, beside null, that a cell of this kind has. */
    public Class<?> type() {
        return type;
    }

    /** Whether its values are aligned as figures. */
    public boolean isFigure() {
        return this != TEXT && this != FLAG;
    }
}
