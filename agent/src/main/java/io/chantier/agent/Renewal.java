package io.chantier.agent;

import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a certificate that was renewed, while the agent runs: a restart would cut its commands short. */
final class Renewal extends AbstractLifeCycle {

    private static final Logger LOG = LoggerFactory.getLogger(Renewal.class);

    private final SslContextFactory.Server tls;
    private final Certificates certificates;
    private final Duration every;
    private final Thread thread = Thread.ofVirtual().name("certificate").unstarted(this::watch);
    private Optional<String> known;

    /** @param every how often to look */
    Renewal(SslContextFactory.Server tls, Certificates certificates, Duration every) {
        this.tls = tls;
        this.certificates = certificates;
        this.every = every;
        this.known = certificates.version();
    }

    @Override
    protected void doStart() {
        thread.start();
    }

    @Override
    protected void doStop() {
        thread.interrupt();
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(every);
                look();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** What cannot be used, such as a certificate whose key is still to come, is looked at again. */
    private void look() {
        var now = certificates.version();
        if (now.isEmpty() || now.equals(known)) {
            return;
        }
        try {
            var store = certificates.store();
            tls.reload(factory -> factory.setKeyStore(store));
            known = now;
            LOG.info("The agent took its renewed certificate");
        } catch (Exception e) {
            LOG.warn("The agent keeps its certificate, because the new one cannot be used: {}", e.getMessage());
        }
    }
}
