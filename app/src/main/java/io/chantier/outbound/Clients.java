package io.chantier.outbound;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Makes Jetty's client do nothing on its own: no redirects, no cookies, no decoding, no proxy. */
final class Clients {

    private static final String AGENT = "Mozilla/5.0 (compatible; Chantier/1; reads a site for its owner)";

    private Clients() {}

    static HttpClient started(SocketAddressResolver resolver) {
        return started(resolver, new SslContextFactory.Client());
    }

    static HttpClient started(SocketAddressResolver resolver, Trust trust) {
        var tls = new SslContextFactory.Client();
        tls.setSslContext(trust.context());
        return started(resolver, tls);
    }

    private static HttpClient started(SocketAddressResolver resolver, SslContextFactory.Client tls) {
        var threads = new QueuedThreadPool(16, 2);
        threads.setName("outbound");
        threads.setDaemon(true);
        var connector = new ClientConnector();
        connector.setSelectors(1);
        connector.setSslContextFactory(tls);
        var client = new HttpClient(new HttpClientTransportOverHTTP(connector));
        client.setName("outbound");
        client.setExecutor(threads);
        client.setSocketAddressResolver(resolver);
        client.setFollowRedirects(false);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setConnectTimeout(10_000);
        client.setIdleTimeout(20_000);
        client.setMaxResponseHeadersSize(64 * 1024);
        client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, AGENT));
        try {
            client.start();
        } catch (Exception e) {
            throw new IllegalStateException("The HTTP client does not start", e);
        }
        client.getContentDecoderFactories().clear();
        client.getProtocolHandlers().clear();
        return client;
    }

    static void stop(HttpClient client) {
        try {
            client.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException("The HTTP client does not stop", e);
        }
    }
}
