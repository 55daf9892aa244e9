package io.chantier.domains.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.xbill.DNS.ResolverConfig;

/** The resolvers of the settings, one after the other until one answers. */
@Component
class Resolvers implements Dns {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** Systems list three at most; more would only make the last answer later. */
    private static final int MOST = 3;

    private final List<Resolver> all;

    @Autowired
    Resolvers(DnsSettings settings) {
        this(settings.servers().isEmpty() ? ofTheSystem() : settings.sockets(), PATIENCE);
    }

    Resolvers(List<InetSocketAddress> servers, Duration patience) {
        all = servers.stream()
                .limit(MOST)
                .map(server -> new Resolver(new NameServer(server, patience)))
                .toList();
    }

    @Override
    public Answer ask(String name, Type type) {
        Answer last = new Answer.Unreachable(Reason.NETWORK);
        for (var resolver : all) {
            last = resolver.ask(name, type);
            if (!(last instanceof Answer.Unreachable)) return last;
        }
        return last;
    }

    /** Each for itself, to see whether they agree. */
    List<Resolver> all() {
        return all;
    }

    private static List<InetSocketAddress> ofTheSystem() {
        return ResolverConfig.getCurrentConfig().servers();
    }
}
