package io.chantier.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.stereotype.Component;

/**
 * Which address a request really comes from. {@code X-Forwarded-For} is what anybody may write, so only what a proxy of
 * ours ({@code chantier.trusted-proxies}) has added to it counts: the last address in it that is not a proxy of ours.
 */
@Component
public class CallerAddress {

    private final List<IpAddressMatcher> proxies;

    /** @param proxies addresses and networks, such as {@code 10.0.0.0/8}; without any, the header is never looked at */
    CallerAddress(@Value("${chantier.trusted-proxies:}") List<String> proxies) {
        this.proxies = proxies.stream()
                .map(String::strip)
                .filter(proxy -> !proxy.isEmpty())
                .map(CallerAddress::network)
                .toList();
    }

    public String of(HttpServletRequest request) {
        var nearest = request.getRemoteAddr();
        if (!isProxy(nearest)) return nearest;
        for (var hop : hops(request).reversed()) {
            var address = literal(hop);
            if (address.isEmpty()) return nearest;
            nearest = address;
            if (!isProxy(nearest)) return nearest;
        }
        return nearest;
    }

    private boolean isProxy(String address) {
        var plain = literal(address);
        return !plain.isEmpty() && proxies.stream().anyMatch(proxy -> proxy.matches(plain));
    }

    /** In the order in which they were added. */
    private static List<String> hops(HttpServletRequest request) {
        return Collections.list(request.getHeaders("X-Forwarded-For")).stream()
                .flatMap(line -> Stream.of(line.split(",")))
                .map(String::strip)
                .toList();
    }

    /** The address in its one spelling; empty for anything else. No name is ever looked up. */
    private static String literal(String text) {
        try {
            var address = InetAddress.ofLiteral(text).getHostAddress();
            int zone = address.indexOf('%');
            return zone < 0 ? address : address.substring(0, zone);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    private static IpAddressMatcher network(String text) {
        try {
            InetAddress.ofLiteral(text.replaceFirst("/\\d{1,3}$", ""));
            return new IpAddressMatcher(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "chantier.trusted-proxies: '" + text + "' is no address or network such as 10.0.0.0/8", e);
        }
    }
}
