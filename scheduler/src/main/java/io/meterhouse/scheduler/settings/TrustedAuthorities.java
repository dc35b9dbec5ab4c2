package io.meterhouse.scheduler.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Authorities of an organisation's own, trusted beside those that Java knows. */
public final class TrustedAuthorities {

    private final List<Certificate> certificates;

    private TrustedAuthorities(List<Certificate> certificates) {
        this.certificates = List.copyOf(certificates);
    }

    static TrustedAuthorities of(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            List<Certificate> certificates =
                    new ArrayList<>(CertificateFactory.getInstance("X.509").generateCertificates(content));
            if (certificates.isEmpty()) {
                throw new GeneralSecurityException("it holds none");
            }
            return new TrustedAuthorities(certificates);
        } catch (IOException | GeneralSecurityException unusable) {
            throw new SettingsException(
                    "meterhouse.tls.ca-file is %s, and no certificates can be read from it (%s: %s). Name a file of certificates in PEM, which begin with -----BEGIN CERTIFICATE-----."
                            .formatted(file, unusable.getClass().getSimpleName(), unusable.getMessage()),
                    unusable);
        }
    }

    /** Makes every connection that this process opens from now on trust them, too. Names of hosts are compared all the same. */
    public void trustEverywhere() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory(all()).getTrustManagers(), null);
            SSLContext.setDefault(context);
        } catch (IOException | GeneralSecurityException impossible) {
            throw new IllegalStateException("This Java cannot be told whom to trust.", impossible);
        }
    }

    private KeyStore all() throws IOException, GeneralSecurityException {
        KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
        all.load(null, null);
        List<Certificate> trusted = new ArrayList<>(certificates);
        trusted.addAll(knownToJava());
        for (int i = 0; i < trusted.size(); i++) {
            all.setCertificateEntry("authority-" + i, trusted.get(i));
        }
        return all;
    }

    private static List<X509Certificate> knownToJava() throws GeneralSecurityException {
        List<X509Certificate> known = new ArrayList<>();
        for (TrustManager manager : factory(null).getTrustManagers()) {
            if (manager instanceof X509TrustManager authorities) {
                known.addAll(List.of(authorities.getAcceptedIssuers()));
            }
        }
        return known;
    }

    /** Of no store it is the one of Java's own authorities. */
    private static TrustManagerFactory factory(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }
}
