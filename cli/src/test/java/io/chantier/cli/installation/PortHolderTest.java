package io.chantier.cli.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortHolderTest {

    @Test
    void a_taken_port_is_known_with_the_program_that_holds_it() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThat(PortHolder.isFree(port)).isFalse();
            assertThat(PortHolder.of(port))
                    .hasValue("java (" + ProcessHandle.current().pid() + ")");
            assertThat(PortHolder.nextFree(port, Set.of(port + 1))).isGreaterThan(port + 1);
        }
    }

    @Test
    void a_free_port_is_free_and_held_by_nobody() throws Exception {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertThat(PortHolder.isFree(port)).isTrue();
        assertThat(PortHolder.of(port)).isEmpty();
    }
}
