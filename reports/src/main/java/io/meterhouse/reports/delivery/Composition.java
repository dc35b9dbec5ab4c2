package io.meterhouse.reports.delivery;

import io.meterhouse.reports.document.Picture;
import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.ContentDisposition;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.ParameterList;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/** Makes mails of letters: text and HTML that say the same, small charts, and the reports' files. */
public final class Composition {

    /** What a mail's files may weigh when nobody says, in bytes: beyond it, servers begin to refuse. */
    public static final long USUAL_MOST_BYTES = 10_000_000;

    /** What everything but the files stays below, in bytes as sent: programs cut mails that are larger. */
    static final int MOST_BEFORE_FILES = 96_000;

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, d MMM uuuu HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Path home;
    private final long mostBytes;

    /**
     * Makes a composition.
     *
     * @param home what paths of files that are left out are relative to
     * @param mostBytes what the files of one mail may weigh together, in bytes before they are encoded
     */
    public Composition(Path home, long mostBytes) {
        this.home = home;
        this.mostBytes = mostBytes;
    }

    /**
     * Makes a mail of a letter.
     *
     * @throws NoAddressException when the sender or the recipient is not one address
     * @throws UncheckedIOException when a file of a report cannot be read
     */
    public ComposedMail compose(Letter letter) throws NoAddressException {
        InternetAddress sender = address(letter.sender(), "comes from");
        InternetAddress recipient = address(letter.recipient(), "is for");
        Enclosures enclosures = Enclosures.of(letter.reports(), home, mostBytes);
        String id = id(letter.messageId(), sender);
        try {
            MimeMessage message = message(letter, id, sender, recipient);
            MimeMultipart mixed = new FixedParts("mixed", boundary(id, "mixed"));
            mixed.addBodyPart(body(letter, id, enclosures));
            for (Enclosures.Enclosed file : enclosures.attached()) {
                mixed.addBodyPart(attachment(file));
            }
            message.setContent(mixed);
            message.saveChanges();
            return new ComposedMail(
                    bytes(message),
                    letter.subject(),
                    enclosures.attached().stream()
                            .map(Enclosures.Enclosed::name)
                            .toList(),
                    enclosures.leftOut().stream().map(Enclosures.LeftOut::path).toList());
        } catch (MessagingException cannotBe) {
            throw new IllegalStateException(
                    "The mail %s cannot be written: %s".formatted(id, cannotBe.getMessage()), cannotBe);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "The mail %s cannot be written: %s".formatted(id, unreadable.getMessage()), unreadable);
        }
    }

    private static InternetAddress address(String text, String role) throws NoAddressException {
        try {
            return Mailbox.of(text);
        } catch (AddressException noAddress) {
            throw new NoAddressException("A mail %s '%s', which is not one mail address: %s."
                    .formatted(role, OneLine.of(text, 200), OneLine.of(String.valueOf(noAddress.getMessage()))));
        }
    }

    /** One @ and nothing that a header could take for anything else. */
    private static String id(String messageId, InternetAddress sender) {
        int at = messageId.lastIndexOf('@');
        String left = at < 0 ? messageId : messageId.substring(0, at);
        String right = at < 0
                ? sender.getAddress().substring(sender.getAddress().lastIndexOf('@') + 1)
                : messageId.substring(at + 1);
        return left.replaceAll("[^A-Za-z0-9._+-]", "-") + "@" + right.replaceAll("[^A-Za-z0-9.-]", "-");
    }

    private static MimeMessage message(Letter letter, String id, InternetAddress sender, InternetAddress recipient)
            throws MessagingException {
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties())) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<" + id + ">");
            }
        };
        message.setFrom(sender);
        message.setRecipient(Message.RecipientType.TO, recipient);
        message.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
        // Not setSentDate, which writes the zone of the machine.
        message.setHeader("Date", DATE.format(letter.at()));
        message.setHeader("Content-Language", letter.language().toLanguageTag());
        // Nobody is to answer from a holiday.
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("X-Auto-Response-Suppress", "All");
        return message;
    }

    private static MimeBodyPart body(Letter letter, String id, Enclosures enclosures)
            throws MessagingException, IOException {
        MimeBodyPart body = new MimeBodyPart();
        for (Detail detail : Detail.values()) {
            body = body(letter, id, enclosures, detail);
            if (bytes(body).length < MOST_BEFORE_FILES) {
                break;
            }
        }
        return body;
    }

    private static MimeBodyPart body(Letter letter, String id, Enclosures enclosures, Detail detail)
            throws MessagingException {
        ToldLetter told = ToldLetter.of(letter, enclosures, detail);
        List<Picture> shown = MailPictures.of(told.reports());
        MailPictures pictures = MailPictures.draw(shown, id, detail);
        MimeMultipart related = new FixedParts("related", boundary(id, "related"));
        related.addBodyPart(text(MailPage.of(told, pictures), "html"));
        for (MailPictures.Drawn drawn : pictures.drawn()) {
            related.addBodyPart(image(drawn));
        }
        MimeMultipart alternative = new FixedParts("alternative", boundary(id, "alternative"));
        alternative.addBodyPart(text(MailText.of(told, shown), "plain"));
        alternative.addBodyPart(part(related));
        return part(alternative);
    }

    private static MimeBodyPart part(MimeMultipart parts) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setContent(parts);
        part.setHeader("Content-Type", parts.getContentType());
        return part;
    }

    private static MimeBodyPart text(String text, String kind) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, StandardCharsets.UTF_8.name(), kind);
        part.setHeader("Content-Type", "text/%s; charset=utf-8".formatted(kind));
        long beyondAscii = text.chars().filter(character -> character > 0x7f).count();
        // Both have short lines of ASCII; a page of Han is a third smaller in the second.
        part.setHeader("Content-Transfer-Encoding", beyondAscii * 6 < text.length() ? "quoted-printable" : "base64");
        return part;
    }

    private static MimeBodyPart image(MailPictures.Drawn drawn) throws MessagingException {
        String name = drawn.picture().name() + ".png";
        MimeBodyPart part = binary(drawn.png(), "image/png", name);
        part.setHeader("Content-Disposition", disposition("inline", name));
        part.setContentID("<" + drawn.id() + ">");
        return part;
    }

    private static MimeBodyPart attachment(Enclosures.Enclosed file) throws MessagingException, IOException {
        MimeBodyPart part = binary(Files.readAllBytes(file.file()), file.type(), file.name());
        part.setHeader("Content-Disposition", disposition("attachment", file.name()));
        return part;
    }

    /** Base64 even for text, whose line ends would be changed on the way otherwise. */
    private static MimeBodyPart binary(byte[] content, String type, String name) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        ContentType named = new ContentType(type);
        ParameterList parameters = named.getParameterList();
        if (parameters == null) {
            parameters = new ParameterList();
        }
        parameters.set("name", name, StandardCharsets.UTF_8.name());
        named.setParameterList(parameters);
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(content, "application/octet-stream")));
        part.setHeader("Content-Type", named.toString());
        part.setHeader("Content-Transfer-Encoding", "base64");
        return part;
    }

    private static String disposition(String how, String name) {
        ParameterList parameters = new ParameterList();
        parameters.set("filename", name, StandardCharsets.UTF_8.name());
        return new ContentDisposition(how, parameters).toString();
    }

    private static String boundary(String id, String kind) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest((kind + " " + id).getBytes(StandardCharsets.UTF_8));
            return "=_" + HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static byte[] bytes(MimeMessage message) throws MessagingException, IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        message.writeTo(bytes);
        return bytes.toByteArray();
    }

    /** As sent: only a whole message settles how its parts are encoded. */
    private static byte[] bytes(MimeBodyPart body) throws MessagingException, IOException {
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
        message.setContent(new MimeMultipart(body));
        message.saveChanges();
        return bytes(message);
    }
}
