package io.chantier.outbound;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Says which addresses may be dialled. Own tables, because {@link InetAddress} knows neither unique-local, shared,
 * benchmarking nor reserved ranges, nor the IPv4 addresses that hide in IPv6 ones.
 */
final class AddressGuard {

    private static final List<Network> NOT_GLOBAL_4 = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");
    private static final Network GLOBAL_6 = Network.of("2000::/3");
    private static final List<Network> NOT_GLOBAL_6 =
            networks("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20");
    private static final Network NAT64 = Network.of("64:ff9b::/96");
    private static final List<Network> METADATA = networks(
            "169.254.0.0/16",
            "fe80::/10",
            "fd00:ec2::254/128",
            "100.100.100.200/32",
            "192.0.0.192/32",
            "168.63.129.16/32",
            "0.0.0.0/8",
            "::/128");

    private final List<Network> lifted;
    private final Set<Integer> webPorts;

    /** @param lifted ranges for which neither the address nor the port rule holds */
    AddressGuard(List<Network> lifted, Set<Integer> webPorts) {
        this.lifted = List.copyOf(lifted);
        this.webPorts = Set.copyOf(webPorts);
    }

    boolean allows(Policy policy, InetAddress address, int port) {
        return switch (policy) {
            case UNTRUSTED -> isLifted(address, port) || (webPorts.contains(port) && isGlobal(address));
            case OPERATOR -> !isMetadata(unwrapped(address));
        };
    }

    /** Whether every port is refused for want of the port alone; the address is never asked about then. */
    boolean allowsPort(Policy policy, int port) {
        return switch (policy) {
            case UNTRUSTED ->
                webPorts.contains(port)
                        || lifted.stream().anyMatch(network -> network.port() == 0 || network.port() == port);
            case OPERATOR -> true;
        };
    }

    static boolean isGlobal(InetAddress address) {
        var inner = unwrapped(address);
        if (isMetadata(inner)) return false;
        if (inner instanceof Inet6Address) {
            return GLOBAL_6.contains(inner) && NOT_GLOBAL_6.stream().noneMatch(network -> network.contains(inner));
        }
        return NOT_GLOBAL_4.stream().noneMatch(network -> network.contains(inner));
    }

    /**
     * The IPv4 address that a translator would dial for a NAT64 one. The other embeddings (IPv4-compatible, 6to4, Teredo)
     * lead nowhere in today's internet and are refused as a whole; Java itself unwraps the IPv4-mapped ones.
     */
    private static InetAddress unwrapped(InetAddress address) {
        if (!NAT64.contains(address)) return address;
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), 12, 16));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isMetadata(InetAddress address) {
        return METADATA.stream().anyMatch(network -> network.contains(address));
    }

    private boolean isLifted(InetAddress address, int port) {
        return lifted.stream().anyMatch(network -> network.contains(address, port));
    }

    private static List<Network> networks(String... cidrs) {
        return Arrays.stream(cidrs).map(Network::of).toList();
    }
}
