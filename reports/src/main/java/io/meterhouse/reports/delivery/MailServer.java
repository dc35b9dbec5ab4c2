package io.meterhouse.reports.delivery;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The SMTP server that mails are handed to.
 *
 * <p>A password is never sent in clear: with one, STARTTLS is required unless the properties say otherwise. No wait is without end.
 *
 * @param host its name
 * @param port its port
 * @param username who sends; null where nobody is asked
 * @param password that user's password; null where nobody is asked
 * @param properties further ones of Jakarta Mail, such as {@code mail.smtp.ssl.enable}
 */
public record MailServer(
        String host,
        int port,
        @Nullable String username,
        @Nullable String password,
        Map<String, String> properties) {

    private static final String SENDER = "mail.from";
    private static final String CONNECT_MILLISECONDS = "10000";
    private static final int LONGEST_ANSWER = 500;
    private static final int FIRST_REFUSAL = 400;
    private static final int FIRST_REFUSAL_FOR_GOOD = 500;
    private static final String ANSWER_MILLISECONDS = "30000";

    public MailServer {
        properties = Map.copyOf(properties);
    }

    /** Whom mails come from: {@code mail.from}, else the user if that is an address; null when neither says so. */
    public @Nullable String sender() {
        String named = properties.get(SENDER);
        if (named != null) {
            return named;
        }
        return username != null && username.contains("@") ? username : null;
    }

    /** The same server for mails that come from somebody else. */
    public MailServer withSender(String sender) {
        Map<String, String> others = new HashMap<>(properties);
        others.put(SENDER, sender);
        return new MailServer(host, port, username, password, others);
    }

    /** Whether this is one address, with nothing before or behind it. */
    public static boolean isAddress(String text) {
        try {
            Mailbox.of(text);
            return true;
        } catch (AddressException noAddress) {
            return false;
        }
    }

    /**
     * Hands it a mail, which goes to all of its addresses or to none.
     *
     * @return the server's own words, one line
     * @throws MailNotSentException when the server cannot be reached, refuses the user or does not take the mail
     */
    public String send(MailMessage mail) throws MailNotSentException {
        Session session = Session.getInstance(settings());
        ServerTransport transport = new ServerTransport(session);
        try {
            Message message = message(session, mail);
            hand(transport, message, message.getAllRecipients());
            return said(transport);
        } catch (MessagingException notTaken) {
            throw new MailNotSentException(told("did not take a mail", notTaken), notTaken);
        } finally {
            transport.leave();
        }
    }

    /**
     * Hands it a mail as it is, for one reader.
     *
     * @param message the whole message by RFC 5322, lines ending in CRLF
     * @param sender one address, which is told of it when the mail cannot be delivered later on, unless {@code mail.smtp.from} names another
     * @param recipient one address
     * @return what became of it; nothing that a server does is thrown
     */
    public Handover hand(byte[] message, String sender, String recipient) {
        Properties settings = settings();
        Session session = Session.getInstance(settings);
        ServerTransport transport = new ServerTransport(session);
        try {
            settings.putIfAbsent("mail.smtp.from", Mailbox.of(sender).getAddress());
            hand(transport, new WrittenMessage(session, message), new Address[] {Mailbox.of(recipient)});
            return new Handover.Taken(said(transport));
        } catch (AddressException noAddress) {
            return new Handover.Refused(
                    "Nothing was sent: %s".formatted(String.join("; ", reasons(noAddress))),
                    Handover.Permanence.FOR_GOOD,
                    Handover.Scope.THIS_MAIL);
        } catch (MessagingException notTaken) {
            return becameOf(transport, notTaken);
        } finally {
            transport.leave();
        }
    }

    private void hand(ServerTransport transport, Message message, Address[] recipients) throws MessagingException {
        transport.connect(host, port, username, password);
        transport.sendMessage(message, recipients);
    }

    private Handover becameOf(ServerTransport transport, MessagingException notTaken) {
        int code = transport.getLastReturnCode();
        boolean saysNo = code >= FIRST_REFUSAL;
        if (transport.wasUnderWay() && !saysNo) {
            return new Handover.Unclear(told(
                    "may have taken a mail or not, for the connection was lost while it was handed over", notTaken));
        }
        boolean isFinal = code >= FIRST_REFUSAL_FOR_GOOD || isDistrusted(notTaken) || isPlain(notTaken);
        return new Handover.Refused(
                told("did not take a mail", notTaken),
                isFinal ? Handover.Permanence.FOR_GOOD : Handover.Permanence.FOR_NOW,
                transport.wasConnected() ? Handover.Scope.THIS_MAIL : Handover.Scope.EVERY_MAIL);
    }

    private static String said(ServerTransport transport) {
        return OneLine.of(String.valueOf(transport.getLastServerResponse()), LONGEST_ANSWER);
    }

    private String told(String what, MessagingException why) {
        return "The mail server %s:%d %s: %s%s"
                .formatted(host, port, what, String.join("; ", reasons(why)), distrust(why));
    }

    /** Whether the settings ask for a protected connection and the server has none. */
    private static boolean isPlain(MessagingException notTaken) {
        return String.valueOf(notTaken.getMessage()).startsWith("STARTTLS is required");
    }

    private static boolean isDistrusted(MessagingException notTaken) {
        return !distrust(notTaken).isEmpty();
    }

    /** What to do about a certificate that was refused; empty when none was. */
    private static String distrust(MessagingException notTaken) {
        for (Throwable cause = notTaken; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLHandshakeException) {
                return ". Its certificate is not trusted. If an authority of your own issued it, name the file of that authority in meterhouse.tls.ca-file; if it is for another name, use that name in spring.mail.host.";
            }
        }
        return "";
    }

    private Properties settings() {
        Properties settings = new Properties();
        settings.setProperty("mail.smtp.connectiontimeout", CONNECT_MILLISECONDS);
        settings.setProperty("mail.smtp.timeout", ANSWER_MILLISECONDS);
        settings.setProperty("mail.smtp.writetimeout", ANSWER_MILLISECONDS);
        settings.setProperty("mail.smtp.starttls.enable", "true");
        settings.setProperty("mail.smtp.starttls.required", String.valueOf(password != null));
        settings.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        // The factory that Jakarta Mail would ask for keeps to whom Java trusted when it was first asked.
        settings.put("mail.smtp.ssl.socketFactory", trusting());
        settings.putAll(properties);
        // With it, success is thrown as an exception.
        settings.setProperty("mail.smtp.reportsuccess", "false");
        return settings;
    }

    private static SSLSocketFactory trusting() {
        try {
            return SSLContext.getDefault().getSocketFactory();
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException("This Java speaks no TLS.", everyJavaHasIt);
        }
    }

    private MimeMessage message(Session session, MailMessage mail) throws MessagingException {
        String sender = String.valueOf(sender());
        MimeMessage message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader(
                        "Message-ID",
                        "<%s@%s>"
                                .formatted(
                                        mail.id().replaceAll("[^A-Za-z0-9.-]", "-"),
                                        sender.substring(sender.indexOf('@') + 1)
                                                .replaceAll("[^A-Za-z0-9.-]", "")));
            }
        };
        message.setFrom(Mailbox.of(sender));
        for (String address : mail.to()) {
            message.addRecipient(Message.RecipientType.TO, Mailbox.of(address));
        }
        message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
        message.setText(mail.text(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(mail.at()));
        // Nobody is to answer from a holiday.
        message.setHeader("Auto-Submitted", "auto-generated");
        message.saveChanges();
        return message;
    }

    /** Servers say what is wrong in the exceptions behind the first. */
    private static List<String> reasons(MessagingException notTaken) {
        List<String> reasons = new ArrayList<>();
        for (Throwable reason = notTaken;
                reason != null;
                reason = reason instanceof MessagingException one ? one.getNextException() : null) {
            String told = OneLine.of(String.valueOf(reason.getMessage()), LONGEST_ANSWER);
            if (!reasons.contains(told)) {
                reasons.add(told);
            }
        }
        return reasons;
    }

    /** Never the password. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
