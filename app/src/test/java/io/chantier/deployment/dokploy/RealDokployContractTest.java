package io.chantier.deployment.dokploy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** On a server of your own: {@code DOKPLOY_URL} and {@code DOKPLOY_TOKEN}; it makes projects there and removes them. */
class RealDokployContractTest implements DokployContract {

    private static final @Nullable String URL = System.getenv("DOKPLOY_URL");
    private static final @Nullable String TOKEN = System.getenv("DOKPLOY_TOKEN");

    private @Nullable PlainCaller caller;

    @BeforeEach
    void connect() {
        assumeTrue(URL != null && TOKEN != null, "DOKPLOY_URL and DOKPLOY_TOKEN are not set: no real Dokploy is asked");
        if (URL != null && TOKEN != null) caller = new PlainCaller(URI.create(URL), TOKEN);
    }

    @Override
    public PlainCaller caller() {
        if (caller == null) throw new IllegalStateException("not connected");
        return caller;
    }

    /** {@code DOKPLOY_IMAGE}, for a server that pulls from a registry of its own. */
    @Override
    public String image() {
        return System.getenv().getOrDefault("DOKPLOY_IMAGE", "nginx:alpine");
    }

    @AfterEach
    void close() {
        if (caller != null) caller.close();
    }
}
