package io.meterhouse.reports.delivery;

import io.meterhouse.reports.edition.RenderedText;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a mail says: to whom, about what, in its text and in the files that go with it. */
public final class SaidInMail {

    private static final Pattern ENDING = Pattern.compile("(?s).*(\\.[A-Za-z0-9]{1,8})");
    private static final Pattern MARKUP = Pattern.compile("<[^>]*>");

    private SaidInMail() {}

    /**
     * Whether a mail holds such text anywhere.
     *
     * @param mail the whole message
     * @throws IOException when it cannot be read as a mail
     */
    public static boolean holds(byte[] mail, Predicate<String> such) throws IOException {
        try {
            MimeMessage message =
                    new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail));
            return isIn(message.getSubject(), such)
                    || areIn(message.getFrom(), such)
                    || areIn(message.getAllRecipients(), such)
                    || isIn((Part) message, such);
        } catch (MessagingException noMail) {
            throw new IOException(noMail);
        }
    }

    private static boolean areIn(Address @Nullable [] addresses, Predicate<String> such) {
        if (addresses != null) {
            for (Address address : addresses) {
                if (such.test(address.toString())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isIn(@Nullable String text, Predicate<String> such) {
        return text != null && such.test(text);
    }

    private static boolean isIn(Part part, Predicate<String> such) throws MessagingException, IOException {
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                if (isIn(parts.getBodyPart(i), such)) {
                    return true;
                }
            }
            return false;
        }
        String name = part.getFileName();
        if (name != null) {
            return fileHolds(part, MimeUtility.decodeText(name), such);
        }
        if (part.isMimeType("text/html")) {
            String html = String.valueOf(part.getContent());
            return such.test(html) || such.test(MARKUP.matcher(html).replaceAll(" "));
        }
        return part.isMimeType("text/*") && such.test(String.valueOf(part.getContent()));
    }

    private static boolean fileHolds(Part part, String name, Predicate<String> such)
            throws MessagingException, IOException {
        if (part.isMimeType("image/*")) {
            return such.test(name);
        }
        var ending = ENDING.matcher(name);
        Path file = Files.createTempFile("mail", ending.matches() ? ending.group(1) : ".txt");
        try (InputStream content = part.getInputStream()) {
            Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
            return such.test(name) || RenderedText.holds(file, such);
        } finally {
            Files.delete(file);
        }
    }
}
