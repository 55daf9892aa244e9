package io.chantier.deployment.dokploy;

import org.junit.jupiter.api.AfterEach;

class FakeDokployContractTest implements DokployContract {

    private final FakeDokploy dokploy = new FakeDokploy();
    private final PlainCaller caller = new PlainCaller(dokploy.url(), dokploy.token());

    @Override
    public PlainCaller caller() {
        return caller;
    }

    @Override
    public String image() {
        return "nginx:alpine";
    }

    @AfterEach
    void close() {
        caller.close();
        dokploy.close();
    }
}
