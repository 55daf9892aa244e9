package io.chantier.deployment.edge;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.util.Callback;

/**
 * Answers the requests that are a look into memory, at a fraction of what Jetty's general machinery takes. At the first
 * one that is anything else, the connection becomes Jetty's for good, and that request is read again from its first byte.
 */
final class QuickConnection extends AbstractConnection implements Connection.UpgradeFrom {

    /** More than browsers send; a longer request is Jetty's. */
    private static final int MOST_BYTES = 4096;

    private static final byte[] NOTHING = {};

    private final QuickAnswers answers;
    private final Connector connector;
    private final ConnectionFactory general;
    private final Arrived arrived = new Arrived();
    private final Sent sent = new Sent();
    private final AtomicReference<Sending> sending = new AtomicReference<>(Sending.DONE_AT_ONCE);
    private byte[] unread = NOTHING;
    private int from;
    private int to;

    private enum Sending {
        STARTED,
        DONE_AT_ONCE,
        UNDER_WAY
    }

    private QuickConnection(Factory factory, Connector connector, EndPoint endPoint) {
        super(endPoint, connector.getExecutor());
        this.answers = factory.answers;
        this.general = factory.general;
        this.connector = connector;
    }

    /** Makes these connections, on top of those that take over from them. */
    static final class Factory extends AbstractConnectionFactory {

        private final QuickAnswers answers;
        private final HttpConnectionFactory general;

        Factory(QuickAnswers answers, HttpConnectionFactory general) {
            super("quick");
            this.answers = answers;
            this.general = general;
        }

        @Override
        public Connection newConnection(Connector connector, EndPoint endPoint) {
            return configure(new QuickConnection(this, connector, endPoint), connector, endPoint);
        }
    }

    /** Nothing here blocks, so it runs on the thread that waits for all connections. */
    private final class Arrived implements Callback {
        @Override
        public void succeeded() {
            onFillable();
        }

        @Override
        public void failed(Throwable cause) {
            onFillInterestedFailed(cause);
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }
    }

    private final class Sent implements Callback {
        @Override
        public void succeeded() {
            if (sending.compareAndSet(Sending.STARTED, Sending.DONE_AT_ONCE)) return;
            serve();
        }

        @Override
        public void failed(Throwable cause) {
            getEndPoint().close(cause);
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }
    }

    @Override
    public void onOpen() {
        super.onOpen();
        fillInterested(arrived);
    }

    @Override
    public void onFillable() {
        var pool = connector.getByteBufferPool();
        var buffer = pool.acquire(MOST_BYTES, false);
        try {
            int filled = getEndPoint().fill(buffer.getByteBuffer());
            if (filled < 0) {
                getEndPoint().close();
                return;
            }
            if (filled == 0) {
                fillInterested(arrived);
                return;
            }
            var bytes = buffer.getByteBuffer();
            unread = bytes.array();
            from = bytes.arrayOffset() + bytes.position();
            to = bytes.arrayOffset() + bytes.limit();
            serve();
        } catch (IOException e) {
            getEndPoint().close(e);
        } finally {
            buffer.release();
        }
    }

    private void serve() {
        while (from < to) {
            var request = QuickRequest.read(unread, from, to);
            var answer = request == null ? null : answers.answer(request);
            if (request == null || answer == null) {
                getEndPoint().upgrade(general.newConnection(connector, getEndPoint()));
                return;
            }
            leave(request.end());
            sending.set(Sending.STARTED);
            getEndPoint().write(sent, answer);
            // When the visitor is slow this goes on where the rest has been sent.
            if (sending.compareAndSet(Sending.STARTED, Sending.UNDER_WAY)) return;
        }
        fillInterested(arrived);
    }

    /** Keeps what was not read yet in an array of its own: the buffer goes back before the answer is on its way. */
    private void leave(int next) {
        if (next < to) {
            unread = Arrays.copyOfRange(unread, next, to);
            to -= next;
            from = 0;
        } else {
            unread = NOTHING;
            from = 0;
            to = 0;
        }
    }

    /** What Jetty has to read again. */
    @Override
    public ByteBuffer onUpgradeFrom() {
        return ByteBuffer.wrap(unread, from, to - from);
    }
}
