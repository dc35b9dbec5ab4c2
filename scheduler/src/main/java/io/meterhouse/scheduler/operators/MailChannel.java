package io.meterhouse.scheduler.operators;

import io.meterhouse.reports.delivery.MailMessage;
import io.meterhouse.reports.delivery.MailNotSentException;
import io.meterhouse.reports.delivery.MailServer;
import java.util.List;

/**
 * Tells by mail.
 *
 * @param server takes the mail
 * @param addresses who gets it
 */
record MailChannel(MailServer server, List<String> addresses) implements Channel {

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public void tell(Notice notice) throws NotToldException {
        try {
            server.send(new MailMessage(notice.id(), addresses, notice.subject(), notice.text(), notice.at()));
        } catch (MailNotSentException notSent) {
            throw new NotToldException(String.valueOf(notSent.getMessage()), notSent);
        }
    }
}
