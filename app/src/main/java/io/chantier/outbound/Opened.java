package io.chantier.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** What came of asking for something too big to hold: its beginning has arrived, the rest comes as it is read. */
public sealed interface Opened {

    /**
     * An answer, whatever its status; whoever got it closes it.
     *
     * @param length in bytes; negative where the other side does not say
     * @param body breaks off with an {@link IOException} where nothing more comes for the time of the call
     */
    record Answer(int status, long length, InputStream body) implements Opened, AutoCloseable {

        @Override
        public void close() {
            try {
                body.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    record Broken(Endpoints.Trouble trouble) implements Opened {}
}
