package io.chantier.outbound;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Shakes hands with TLS servers that somebody outside chose, to read which certificates they show. Nothing else is said
 * to them, so their certificates need not be trusted.
 */
public final class Handshakes {

    private static final int TLS = 443;

    private final PublicAddresses allowed;
    private final Duration patience;
    private final int port;
    private final SSLSocketFactory sockets;

    public Handshakes(PublicAddresses allowed) {
        this(allowed, Duration.ofSeconds(10), TLS);
    }

    /** @param patience for all addresses of a server together */
    public Handshakes(PublicAddresses allowed, Duration patience, int port) {
        this.allowed = allowed;
        this.patience = patience;
        this.port = port;
        this.sockets = sockets();
    }

    /** What came of it. */
    public sealed interface Shown {

        /** @param chain as the server sent it, its own first */
        record Chain(InetAddress by, List<X509Certificate> chain) implements Shown {}

        record Nothing(Trouble trouble) implements Shown {}
    }

    /** Why no certificate was seen. */
    public enum Trouble {
        /** There is no address, or one of them leads inside. */
        FORBIDDEN_ADDRESS,
        /** Nobody listens. */
        CONNECT,
        /** Somebody listens who speaks no TLS, or shows no certificate for this name. */
        TLS,
        TIMEOUT
    }

    /**
     * What the first of these addresses that answers shows for the name. One that may not be dialled condemns them all.
     *
     * @param name in its form of DNS
     */
    public Shown look(String name, List<InetAddress> addresses) {
        var mayBe = addresses.stream().allMatch(address -> allowed.mayBeDialled(address, port));
        if (addresses.isEmpty() || !mayBe) return new Shown.Nothing(Trouble.FORBIDDEN_ADDRESS);
        var deadline = System.nanoTime() + patience.toNanos();
        Shown shown = new Shown.Nothing(Trouble.TIMEOUT);
        for (var address : addresses) {
            var left = Duration.ofNanos(deadline - System.nanoTime());
            if (left.toMillis() <= 0) return shown;
            shown = look(name, address, left);
            if (shown instanceof Shown.Chain) return shown;
        }
        return shown;
    }

    private Shown look(String name, InetAddress address, Duration left) {
        try (var plain = new Socket()) {
            // A server may send a byte now and then for ever: no time-out of reading ends that.
            var over = CompletableFuture.runAsync(
                    () -> close(plain), CompletableFuture.delayedExecutor(left.toMillis(), TimeUnit.MILLISECONDS));
            try {
                plain.connect(new InetSocketAddress(address, port), (int) Math.max(1, left.toMillis()));
                return read(name, address, plain);
            } catch (SocketTimeoutException e) {
                return new Shown.Nothing(Trouble.TIMEOUT);
            } catch (ConnectException e) {
                return new Shown.Nothing(Trouble.CONNECT);
            } catch (IOException e) {
                return new Shown.Nothing(plain.isClosed() && over.isDone() ? Trouble.TIMEOUT : kind(e));
            } finally {
                over.cancel(false);
            }
        } catch (IOException e) {
            return new Shown.Nothing(Trouble.CONNECT);
        }
    }

    private static Trouble kind(IOException e) {
        return e instanceof SSLException ? Trouble.TLS : Trouble.CONNECT;
    }

    private Shown read(String name, InetAddress address, Socket plain) throws IOException {
        try (var socket = (SSLSocket) sockets.createSocket(plain, name, port, false)) {
            var parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(name)));
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            var chain = Arrays.stream(socket.getSession().getPeerCertificates())
                    .filter(X509Certificate.class::isInstance)
                    .map(X509Certificate.class::cast)
                    .toList();
            return chain.isEmpty() ? new Shown.Nothing(Trouble.TLS) : new Shown.Chain(address, chain);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // it is given up either way
        }
    }

    private static SSLSocketFactory sockets() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no TLS", e);
        }
    }

    /** An expired or foreign certificate is what is to be read, so none ends the handshake. */
    private static final class Anybody extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
