package io.meterhouse.reports.delivery;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** Speaks with one server, and knows how far the talk has come. */
final class ServerTransport extends SMTPTransport {

    private boolean isConnected;
    private boolean isUnderWay;

    ServerTransport(Session session) {
        super(session, null, "smtp", false);
    }

    /** Whether the server greeted and, where it was asked to, let the user in. */
    boolean wasConnected() {
        return isConnected;
    }

    /** Whether the server said that the mail itself may come: from here on it may have it. */
    boolean wasUnderWay() {
        return isUnderWay;
    }

    @Override
    protected boolean protocolConnect(String host, int port, String user, String password) throws MessagingException {
        isConnected = super.protocolConnect(host, port, user, password);
        return isConnected;
    }

    @Override
    protected OutputStream data() throws MessagingException {
        OutputStream mail = super.data();
        isUnderWay = true;
        return mail;
    }

    @Override
    protected OutputStream bdat() throws MessagingException {
        OutputStream mail = super.bdat();
        isUnderWay = true;
        return mail;
    }

    /** What became of a mail does not depend on how the talk ended afterwards. */
    void leave() {
        try {
            close();
        } catch (MessagingException gone) {
            isConnected = false;
        }
    }
}
