package org.rollcall.server.mail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Which certificates are trusted, where it is not those of the Java runtime. */
final class Trust {

    private Trust() {}

    /**
     * Sockets that trust the certificates of a file (PEM) and no others.
     *
     * @throws IllegalArgumentException when it cannot be read, or has none
     */
    static SSLSocketFactory only(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("trusted-" + store.size(), each);
            }
            if (store.size() == 0) {
                throw new IllegalArgumentException("--smtp-ca-file has no certificate: " + file);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("--smtp-ca-file cannot be read: " + e.getMessage(), e);
        }
    }
}
