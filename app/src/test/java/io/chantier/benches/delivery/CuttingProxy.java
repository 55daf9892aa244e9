package io.chantier.benches.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before an agent and cuts connections after the agent has answered, so that the answer never arrives. */
final class CuttingProxy implements AutoCloseable {

    private final ServerSocket door;
    private final int agent;
    private final AtomicInteger cuts = new AtomicInteger();
    private final AtomicInteger posts = new AtomicInteger();

    CuttingProxy(int agent) throws IOException {
        this.agent = agent;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::welcome);
    }

    String url() {
        return "http://127.0.0.1:" + door.getLocalPort();
    }

    /** The next so many answers to what starts something are lost. */
    void cut(int answers) {
        cuts.set(answers);
    }

    /** How often something was to be started. */
    int posts() {
        return posts.get();
    }

    private void welcome() {
        while (!door.isClosed()) {
            try {
                var guest = door.accept();
                Thread.ofVirtual().start(() -> serve(guest));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket guest) {
        try (guest;
                var host = new Socket(InetAddress.getLoopbackAddress(), agent)) {
            Thread.ofVirtual().start(() -> pass(guest, host));
            answer(host.getInputStream(), guest.getOutputStream());
        } catch (IOException _) {
            // Whoever hung up knows why.
        }
    }

    private void pass(Socket from, Socket to) {
        var buffer = new byte[65_536];
        try {
            var source = from.getInputStream();
            for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
                if (new String(buffer, 0, Math.min(read, 5), StandardCharsets.US_ASCII).equals("POST "))
                    posts.incrementAndGet();
                to.getOutputStream().write(buffer, 0, read);
                to.getOutputStream().flush();
            }
        } catch (IOException _) {
            // The answer's side ends it.
        }
    }

    private void answer(InputStream agentSays, OutputStream guest) throws IOException {
        var buffer = new byte[65_536];
        for (int read = agentSays.read(buffer); read >= 0; read = agentSays.read(buffer)) {
            boolean ofStart = new String(buffer, 0, read, StandardCharsets.US_ASCII).contains("\"job\"");
            if (ofStart && cuts.getAndUpdate(left -> Math.max(0, left - 1)) > 0) return;
            guest.write(buffer, 0, read);
            guest.flush();
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
