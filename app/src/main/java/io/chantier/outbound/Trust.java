package io.chantier.outbound;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Which certificate a server has to show: one that this machine trusts, or exactly the one that a person confirmed. What
 * was refused last is remembered, so that it can be shown to a person.
 */
public final class Trust {

    private final Optional<Fingerprint> pinned;
    private final AtomicReference<@Nullable Fingerprint> refused = new AtomicReference<>();

    private Trust(Optional<Fingerprint> pinned) {
        this.pinned = pinned;
    }

    /** Names have to fit, authorities have to be known. */
    public static Trust ofThisMachine() {
        return new Trust(Optional.empty());
    }

    /** This certificate and no other, whatever name it bears and whoever signed it. */
    public static Trust only(Fingerprint certificate) {
        return new Trust(Optional.of(certificate));
    }

    /** The last certificate that was shown and not believed. */
    public Optional<Fingerprint> refused() {
        return Optional.ofNullable(refused.get());
    }

    SSLContext context() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Judge(ofTheMachine())}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no TLS", e);
        }
    }

    private static X509ExtendedTrustManager ofTheMachine() throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private interface Check {
        void run() throws CertificateException;
    }

    private final class Judge extends X509ExtendedTrustManager {

        private final X509ExtendedTrustManager machine;

        Judge(X509ExtendedTrustManager machine) {
            this.machine = machine;
        }

        private void judge(X509Certificate[] chain, Check byTheMachine) throws CertificateException {
            var shown = Fingerprint.of(chain[0]);
            try {
                if (pinned.isEmpty()) {
                    byTheMachine.run();
                } else if (!pinned.get().equals(shown)) {
                    throw new CertificateException("Another certificate than the one that was confirmed: " + shown);
                }
            } catch (CertificateException e) {
                refused.set(shown);
                throw e;
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine)
                throws CertificateException {
            judge(chain, () -> machine.checkServerTrusted(chain, kind, engine));
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket)
                throws CertificateException {
            judge(chain, () -> machine.checkServerTrusted(chain, kind, socket));
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
            judge(chain, () -> machine.checkServerTrusted(chain, kind));
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket)
                throws CertificateException {
            throw new CertificateException("Nobody is served here");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException("Nobody is served here");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
            throw new CertificateException("Nobody is served here");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return machine.getAcceptedIssuers();
        }
    }
}
