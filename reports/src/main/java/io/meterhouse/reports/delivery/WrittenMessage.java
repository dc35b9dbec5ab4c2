package io.meterhouse.reports.delivery;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A mail of which every byte is settled: whatever a server offers, it is sent as it is. */
final class WrittenMessage extends MimeMessage {

    private final byte[] written;

    WrittenMessage(Session session, byte[] written) throws MessagingException {
        super(session, new ByteArrayInputStream(written));
        this.written = written;
    }

    @Override
    public void writeTo(OutputStream out, String[] ignored) throws IOException {
        out.write(written);
    }

    @Override
    public void saveChanges() {
        saved = true;
    }
}
