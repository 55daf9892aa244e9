package io.chantier.rendering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {

    @Test
    void a_line_is_whole_in_whatever_pieces_it_comes() throws IOException {
        var long1 = "é".repeat(100_000);
        var text = "one\n\ntwo\n" + long1 + "\nlast without an end";

        for (var most : List.of(1, 7, 4096, 1 << 20)) {
            assertThat(read(new Trickle(text, most), 1 << 20))
                    .containsExactly("one", "two", long1, "last without an end");
        }
    }

    @Test
    void a_line_that_would_fill_the_memory_is_refused() {
        assertThatThrownBy(() -> read(new Trickle("short\n" + "x".repeat(5000) + "\n", 512), 2000))
                .hasMessageContaining("2000");
    }

    private static List<String> read(InputStream in, int longest) throws IOException {
        try (var lines = new Lines(in, longest)) {
            var read = new ArrayList<String>();
            for (var line = lines.next(); line.length > 0; line = lines.next())
                read.add(new String(line, StandardCharsets.UTF_8));
            return read;
        }
    }

    /** Gives few bytes at a time, as a pipe does. */
    private static final class Trickle extends ByteArrayInputStream {
        private final int most;

        Trickle(String text, int most) {
            super(text.getBytes(StandardCharsets.UTF_8));
            this.most = most;
        }

        @Override
        public synchronized int read(byte[] into, int from, int length) {
            return super.read(into, from, Math.min(most, length));
        }
    }
}
