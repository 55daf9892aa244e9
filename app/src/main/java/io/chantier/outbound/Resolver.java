package io.chantier.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Asks for the addresses of a name; the system's resolver but in tests. */
@FunctionalInterface
interface Resolver {
    InetAddress[] addressesOf(String host) throws UnknownHostException;
}
