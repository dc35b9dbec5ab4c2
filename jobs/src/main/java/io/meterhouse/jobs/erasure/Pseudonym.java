package io.meterhouse.jobs.erasure;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in place of an erased person: random, so that it leads to nobody. The spellings for several ids and addresses of one
 * person begin alike.
 *
 * @param text as it is written in the place of a name or an id
 */
public record Pseudonym(String text) {

    static final String NOWHERE = "@erased.invalid";
    private static final Pattern SPELLING = Pattern.compile("(erased-[0-9a-f]{16})(?:-\\d+)?(?:@erased\\.invalid)?");

    /** A new person's. */
    public static Pseudonym random(SecureRandom random) {
        byte[] digits = new byte[8];
        random.nextBytes(digits);
        return new Pseudonym("erased-" + HexFormat.of().formatHex(digits));
    }

    /** The pseudonym that this text is as a whole; empty when it is none. */
    public static Optional<Pseudonym> in(String text) {
        Matcher spelling = SPELLING.matcher(text);
        return spelling.matches() ? Optional.of(new Pseudonym(spelling.group(1))) : Optional.empty();
    }

    /** The spelling for an e-mail address: like one, because logs and directories find persons by what has an {@code @}. */
    public String address() {
        return text + NOWHERE;
    }

    /**
     * The spelling for one of several ids or addresses, which stay as many.
     *
     * @param number from 1 on
     * @param identifier what it stands for
     */
    public String spelling(int number, String identifier) {
        String counted = number == 1 ? text : text + "-" + number;
        return identifier.contains("@") ? counted + NOWHERE : counted;
    }
}
