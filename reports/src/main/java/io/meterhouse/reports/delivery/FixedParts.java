package io.meterhouse.reports.delivery;

import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.ParseException;

/** Parts of a mail, between boundaries that its id settles: the same mail has the same bytes. */
final class FixedParts extends MimeMultipart {

    FixedParts(String kind, String boundary) throws ParseException {
        super(kind);
        ContentType type = new ContentType(contentType);
        type.setParameter("boundary", boundary);
        contentType = type.toString();
    }
}
