package io.chantier.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for programs that tests start. They lie below those that the system gives to connections by itself, each
 * process of tests has its own stretch of them, and none is given twice: nobody takes one while its program is killed
 * and started again.
 */
public final class Ports {

    private static final int FIRST = 12_000;
    private static final int STRETCH = 4_000;
    private static final int STRETCHES = 5;
    private static final int FORK = Integer.getInteger("tests.fork", 0) + Integer.getInteger("tests.forks.before", 0);
    private static final int BEGIN = FIRST + STRETCH * (FORK % STRETCHES);
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(STRETCH));

    private Ports() {}

    public static int free() {
        for (int tries = 0; tries < STRETCH; tries++) {
            int port = BEGIN + Math.floorMod(NEXT.getAndIncrement(), STRETCH);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No port is free from " + BEGIN + " on");
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (BindException _) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
