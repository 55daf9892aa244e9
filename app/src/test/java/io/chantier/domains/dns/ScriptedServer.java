package io.chantier.domains.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** A server on UDP that answers what the test says, right or not; no bytes are silence. */
final class ScriptedServer implements AutoCloseable {

    static final byte[] SILENCE = new byte[0];

    private final DatagramSocket socket;
    private final AtomicInteger asked = new AtomicInteger();

    ScriptedServer(Function<Message, byte[]> script) throws SocketException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> serve(script));
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
    }

    int asked() {
        return asked.get();
    }

    /** An answer to the question, so far without records. */
    static Message answer(Message query, int rcode) {
        var answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setRcode(rcode);
        answer.addRecord(query.getQuestion(), Section.QUESTION);
        return answer;
    }

    /** One with these records, each as {@code name ttl type value}. */
    static byte[] answer(Message query, String... records) {
        var answer = answer(query, 0);
        for (var record : records) answer.addRecord(record(record), Section.ANSWER);
        return answer.toWire();
    }

    static boolean asksFor(Message query, String name, int type) {
        return query.getQuestion().getName().toString().equals(name + ".")
                && query.getQuestion().getType() == type;
    }

    private static Record record(String line) {
        var parts = line.split(" ", 4);
        try {
            var name = Name.fromString(parts[0] + ".");
            return Record.fromString(
                    name, Type.value(parts[2]), DClass.IN, Long.parseLong(parts[1]), parts[3], Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException(line, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Function<Message, byte[]> script) {
        var buffer = new byte[4096];
        while (!socket.isClosed()) {
            var packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
                asked.incrementAndGet();
                var answer = script.apply(new Message(Arrays.copyOf(buffer, packet.getLength())));
                if (answer.length == 0) continue;
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException e) {
                if (!socket.isClosed()) throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
