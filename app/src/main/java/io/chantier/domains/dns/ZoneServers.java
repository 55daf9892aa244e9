package io.chantier.domains.dns;

import io.chantier.domains.dns.Dns.Answer;
import io.chantier.domains.dns.Dns.Reason;
import io.chantier.domains.dns.Dns.Rr;
import io.chantier.domains.dns.NameServer.Heard;
import io.chantier.domains.dns.NameServer.Way;
import io.chantier.domains.dns.Observation.Server;
import io.chantier.domains.dns.Observation.State;
import io.chantier.domains.dns.Observation.Told;
import io.chantier.domains.dns.Observation.Zone;
import io.chantier.outbound.PublicAddresses;
import io.chantier.values.DomainName;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Asks the name servers of a zone themselves, who remember no old answers. Strangers chose their addresses, so that only
 * those of the internet are asked.
 */
class ZoneServers {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int MOST = 6;

    private final Dns dns;
    private final PublicAddresses allowed;
    private final int port;

    ZoneServers(Dns dns, PublicAddresses allowed, int port) {
        this.dns = dns;
        this.allowed = allowed;
        this.port = port;
    }

    List<Server> ask(Zone zone, DomainName name) {
        var names = zone.records().stream().map(Rr::value).limit(MOST).toList();
        var deadline = Deadline.in(PATIENCE.multipliedBy(2));
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            var asked = names.stream()
                    .map(server -> threads.submit(() -> ask(server, name)))
                    .toList();
            return IntStream.range(0, names.size())
                    .mapToObj(number -> deadline.result(asked.get(number), without(names.get(number), State.SILENT)))
                    .toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private Server ask(String server, DomainName name) {
        var address = Stream.of(Dns.Type.A, Dns.Type.AAAA)
                .flatMap(type -> Observation.records(dns.ask(server, type), type))
                .flatMap(record -> Ip.read(record.value()).stream())
                .findFirst();
        if (address.isEmpty() || !allowed.mayBeDialled(address.get(), port)) {
            return without(server, State.UNASKED);
        }
        var itself = new NameServer(new InetSocketAddress(address.get(), port), PATIENCE);
        var four = itself.ask(name.value(), Dns.Type.A, Way.USUAL);
        var state = state(four);
        if (state != State.GOOD) return without(server, state);
        var six = itself.ask(name.value(), Dns.Type.AAAA, Way.USUAL);
        return new Server(server, state, new Told(server, whole(four, Dns.Type.A), whole(six, Dns.Type.AAAA)));
    }

    private static Server without(String server, State state) {
        return new Server(server, state, new Told(server, new Answer.NoSuchRecord(), new Answer.NoSuchRecord()));
    }

    private static State state(Heard heard) {
        return switch (heard.answer()) {
            case Answer.Unreachable(var reason) ->
                reason == Reason.TIMEOUT || reason == Reason.NETWORK ? State.SILENT : State.LAME;
            case Answer.Lying _ -> State.LAME;
            case Answer.Found _, Answer.NoSuchName _, Answer.NoSuchRecord _, Answer.Looping _ ->
                heard.isAuthoritative() ? State.GOOD : State.LAME;
        };
    }

    /** Where an alias leads out of the zone, its servers say no more; the usual ones do. */
    private Answer whole(Heard heard, Dns.Type type) {
        if (heard.endsAt().isEmpty() || !(heard.answer() instanceof Answer.Found(var way))) return heard.answer();
        return switch (dns.ask(heard.endsAt(), type)) {
            case Answer.Found(List<Rr> rest) ->
                new Answer.Found(Stream.concat(way.stream(), rest.stream()).toList());
            case Answer other -> other;
        };
    }
}
