package io.meterhouse.jobs.tls;

import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/** A server whose certificate is not trusted: what to say of it. To ask such a server again changes nothing. */
public final class UntrustedCertificate {

    private UntrustedCertificate() {}

    /** Whether a connection failed because of a certificate. */
    public static boolean isBehind(@Nullable Throwable failure) {
        return reason(failure) != null;
    }

    /** The end of a sentence that begins with the server, and what to do. */
    public static String told(String addressSetting, @Nullable Throwable failure) {
        CertificateException reason = reason(failure);
        return "showed a certificate that is not trusted (%s). If an authority of your own issued it, name the file of that authority in meterhouse.tls.ca-file; if it is for another name, use that name in %s."
                .formatted(reason == null ? "no reason given" : reason.getMessage(), addressSetting);
    }

    private static @Nullable CertificateException reason(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException reason) {
                return reason;
            }
        }
        return null;
    }
}
