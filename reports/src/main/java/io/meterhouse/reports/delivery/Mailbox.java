package io.meterhouse.reports.delivery;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;

/** One address as headers and servers take it: its domain in ASCII, its name encoded. */
final class Mailbox {

    private Mailbox() {}

    /**
     * Reads an address, with or without a name before it.
     *
     * @throws AddressException when it is none, more than one, or one that only some servers take
     */
    static InternetAddress of(String text) throws AddressException {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new AddressException("It has a control character", OneLine.of(text));
        }
        InternetAddress read = new InternetAddress(text, true);
        String address = read.getAddress();
        int at = address.lastIndexOf('@');
        if (read.isGroup() || at < 1) {
            throw new AddressException("It names no mailbox", text);
        }
        String mailbox = address.substring(0, at);
        if (!mailbox.chars().allMatch(character -> character < 0x7f)) {
            throw new AddressException("Before the @ it has letters beyond ASCII, which few servers take", text);
        }
        try {
            // The constructor looks at the address once more, now as servers see it.
            InternetAddress sent = new InternetAddress(
                    mailbox + "@" + IDN.toASCII(address.substring(at + 1), IDN.ALLOW_UNASSIGNED), true);
            String name = read.getPersonal();
            if (name != null) {
                sent.setPersonal(OneLine.of(name), StandardCharsets.UTF_8.name());
            }
            return sent;
        } catch (IllegalArgumentException noDomain) {
            AddressException none = new AddressException("Behind the @ is no domain", text);
            none.initCause(noDomain);
            throw none;
        } catch (UnsupportedEncodingException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
