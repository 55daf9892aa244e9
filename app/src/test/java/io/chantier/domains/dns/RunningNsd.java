package io.chantier.domains.dns;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** Debian's NSD on a free port of loopback, with zones of the test's own; each has itself as its name server. */
public final class RunningNsd implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/nsd");

    private final Path folder;
    private final int port;
    private final Map<String, String> zones = new TreeMap<>();
    private Process process;
    private int serial;

    /** @param zones records of each zone as a zone file has them, without SOA and NS */
    public RunningNsd(Path folder, Map<String, String> zones) throws IOException {
        if (!Files.isExecutable(PROGRAM))
            System.err.println("SKIPPED: there is no " + PROGRAM + "; apt-get install nsd");
        assumeTrue(Files.isExecutable(PROGRAM), "nsd is not installed");
        this.folder = folder;
        this.port = freePort();
        this.zones.putAll(zones);
        process = start();
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** What an installation asks that has this server as its resolver. */
    public Dns asResolver() {
        return new Resolvers(List.of(address()), Duration.ofSeconds(2));
    }

    /** Gives a zone other records, as its owner does at the registrar; known when this returns. */
    public void change(String zone, String records) throws IOException {
        zones.put(zone, records);
        stop();
        process = start();
    }

    @Override
    public void close() {
        stop();
    }

    private Process start() throws IOException {
        serial++;
        for (var zone : zones.entrySet()) {
            Files.writeString(
                    folder.resolve(zone.getKey() + ".zone"), """
                    $ORIGIN %s.
                    $TTL 600
                    @ SOA ns hostmaster %d 3600 600 86400 300
                    %s
                    """.formatted(zone.getKey(), serial, zone.getValue()));
        }
        var conf = folder.resolve("nsd.conf");
        Files.writeString(
                conf,
                """
                server:
                  ip-address: 127.0.0.1@%d
                  server-count: 1
                  username: ""
                  chroot: ""
                  zonesdir: "%s"
                  logfile: "%s/nsd.log"
                  pidfile: "%s/nsd.pid"
                  xfrdfile: "%s/xfrd.state"
                  zonelistfile: "%s/zone.list"
                  rrl-ratelimit: 0
                remote-control:
                  control-enable: no
                """.formatted(port, folder, folder, folder, folder, folder)
                        + zones.keySet().stream()
                                .map("zone:\n  name: \"%1$s\"\n  zonefile: \"%1$s.zone\"\n"::formatted)
                                .collect(Collectors.joining()));
        var started = new ProcessBuilder(List.of(PROGRAM.toString(), "-d", "-c", conf.toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nsd.out").toFile())
                .start();
        var one = zones.keySet().iterator().next();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> new NameServer(address(), Duration.ofMillis(300))
                        .ask(one, Dns.Type.NS, NameServer.Way.USUAL)
                        .isAuthoritative());
        return started;
    }

    private void stop() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS))
                process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Free for TCP and for UDP. */
    static int freePort() throws IOException {
        while (true) {
            try (var tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    var _ = new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress())) {
                return tcp.getLocalPort();
            } catch (java.net.BindException _) {
                // taken by somebody else's UDP
            }
        }
    }
}
