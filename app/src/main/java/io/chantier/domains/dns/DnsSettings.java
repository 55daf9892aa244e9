package io.chantier.domains.dns;

import io.chantier.values.DomainName;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the names of customers are looked at.
 *
 * @param servers the resolvers to ask, as {@code 9.9.9.9} or {@code [2620:fe::fe]:53}; the system's when not set
 * @param addresses under which this installation is reached from outside; those of its own name when not set
 * @param target the name that customers enter as an alias (CNAME); the site's own name when not set
 * @param issuers whose certificates the proxy in front orders, as they stand in CAA records
 */
@ConfigurationProperties(prefix = "chantier.dns", ignoreUnknownFields = false)
public record DnsSettings(
        @DefaultValue List<String> servers,
        @DefaultValue List<String> addresses,
        @DefaultValue("") String target,
        @DefaultValue("letsencrypt.org") List<String> issuers) {

    private static final int PORT = 53;
    private static final Pattern SERVER = Pattern.compile(
            "\\[([0-9a-fA-F:.]+)](?::(\\d{1,5}))?|([0-9.]+)(?::(\\d{1,5}))?|([0-9a-fA-F:.]*:[0-9a-fA-F:.]*)");

    public DnsSettings {
        servers = servers.stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
        servers.forEach(DnsSettings::server);
        addresses = addresses.stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> literal("chantier.dns.addresses", text).getHostAddress())
                .toList();
        target = target.strip().toLowerCase(Locale.ROOT);
        if (!target.isEmpty() && !DomainName.isDomainName(target)) {
            throw new IllegalArgumentException("chantier.dns.target: '" + target + "' is no domain name");
        }
        issuers = issuers.stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    List<InetSocketAddress> sockets() {
        return servers.stream().map(DnsSettings::server).toList();
    }

    Optional<DomainName> chosenTarget() {
        return target.isEmpty() ? Optional.empty() : Optional.of(new DomainName(target));
    }

    private static InetSocketAddress server(String text) {
        var parts = SERVER.matcher(text);
        if (!parts.matches()) throw new IllegalArgumentException("chantier.dns.servers: " + no(text));
        var six = parts.group(1) != null ? parts.group(1) : parts.group(5);
        var host = six != null ? six : parts.group(3);
        var port = parts.group(2) != null ? parts.group(2) : parts.group(4);
        var number = port == null ? PORT : Integer.parseInt(port);
        if (number < 1 || number > 65535) throw new IllegalArgumentException("chantier.dns.servers: " + no(text));
        return new InetSocketAddress(literal("chantier.dns.servers", host), number);
    }

    private static InetAddress literal(String key, String text) {
        try {
            // Java takes 1.2.3 for 1.2.0.3.
            if (text.indexOf(':') < 0 && text.split("\\.", -1).length != 4) throw new IllegalArgumentException(text);
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + no(text), e);
        }
    }

    private static String no(String text) {
        return "'" + text + "' is no IP address, such as 9.9.9.9 or [2620:fe::fe]:53";
    }
}
