package io.chantier.domains.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.xbill.DNS.ResolverConfig;

/** The resolvers of the settings, one after the other until one answers. */
@Component
class Resolvers implements Dns {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** Longer than this nobody waits, however many servers are silent and however many aliases lead on. */
    private static final Duration PATIENCE_IN_ALL = Duration.ofSeconds(10);

    private static final Answer TOO_LATE = new Answer.Unreachable(Reason.TIMEOUT);

    /** Systems list three at most; more would only make the last answer later. */
    private static final int MOST = 3;

    private final List<Resolver> all;
    private final Duration inAll;

    @Autowired
    Resolvers(DnsSettings settings) {
        this(settings.servers().isEmpty() ? ofTheSystem() : settings.sockets(), PATIENCE);
    }

    Resolvers(List<InetSocketAddress> servers, Duration patience) {
        this(servers, patience, PATIENCE_IN_ALL);
    }

    Resolvers(List<InetSocketAddress> servers, Duration patience, Duration inAll) {
        this.inAll = inAll;
        all = servers.stream()
                .limit(MOST)
                .map(server -> new Resolver(new NameServer(server, patience)))
                .toList();
    }

    @Override
    public Answer ask(String name, Type type) {
        var asking = new FutureTask<>(() -> askOneAfterTheOther(name, type));
        var _ = Thread.ofVirtual().start(asking);
        try {
            return Deadline.in(inAll).result(asking, TOO_LATE);
        } finally {
            asking.cancel(true);
        }
    }

    private Answer askOneAfterTheOther(String name, Type type) {
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
