package io.chantier.domains.dns;

import io.chantier.domains.RegisteredName;
import io.chantier.domains.dns.Dns.Answer;
import io.chantier.domains.dns.Dns.Reason;
import io.chantier.domains.dns.Observation.Caa;
import io.chantier.domains.dns.Observation.Server;
import io.chantier.domains.dns.Observation.Signs;
import io.chantier.domains.dns.Observation.Told;
import io.chantier.domains.dns.Observation.Zone;
import io.chantier.outbound.PublicAddresses;
import io.chantier.values.DomainName;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Puts all the questions that a diagnosis needs, at the same time where they do not need each other's answers. */
@Component
class Observer {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Answer TOO_LATE = new Answer.Unreachable(Reason.TIMEOUT);

    private final Resolvers resolvers;
    private final ZoneServers servers;
    private final Duration patience;
    private final SecureRandom random = new SecureRandom();

    @Autowired
    Observer(Resolvers resolvers, PublicAddresses allowed) {
        this(resolvers, new ZoneServers(resolvers, allowed, 53), PATIENCE);
    }

    Observer(Resolvers resolvers, ZoneServers servers, Duration patience) {
        this.resolvers = resolvers;
        this.servers = servers;
        this.patience = patience;
    }

    Observation look(DomainName name) {
        var registered = RegisteredName.of(name).orElse(name);
        var deadline = Deadline.in(patience);
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            var told = resolvers.all().stream()
                    .map(resolver -> threads.submit(() -> told(resolver, name)))
                    .toList();
            var caa = threads.submit(() -> caa(name));
            var zone = threads.submit(() -> zone(name, registered));
            var wild = name.equals(registered) ? null : threads.submit(() -> besides(name));
            var all = IntStream.range(0, told.size())
                    .mapToObj(number -> deadline.result(
                            told.get(number), late(by(resolvers.all().get(number)))))
                    .toList();
            var usual = all.stream()
                    .filter(one -> !(one.four() instanceof Answer.Unreachable))
                    .findFirst()
                    .orElseGet(() -> all.isEmpty() ? late("") : all.getFirst());
            var found = deadline.result(zone, new Zone("", List.of(), List.of()));
            var serving = deadline.result(threads.submit(() -> servers.ask(found, name)), List.<Server>of());
            var isBogus = deadline.result(threads.submit(() -> isBogus(usual, name)), false);
            var isWildcard = wild != null && isSame(usual, deadline.result(wild, late("")));
            return new Observation(
                    name,
                    name.equals(registered),
                    usual,
                    all.stream().filter(one -> !one.equals(usual)).toList(),
                    new Zone(found.name(), found.records(), serving),
                    deadline.result(caa, new Caa(name.value(), TOO_LATE)),
                    new Signs(isBogus, isWildcard));
        } finally {
            threads.shutdownNow();
        }
    }

    private static Told late(String by) {
        return new Told(by, TOO_LATE, TOO_LATE);
    }

    private static Told told(Resolver resolver, DomainName name) {
        return new Told(
                by(resolver), resolver.ask(name.value(), Dns.Type.A), resolver.ask(name.value(), Dns.Type.AAAA));
    }

    private static String by(Resolver resolver) {
        return Ip.text(resolver.server().address().getAddress());
    }

    private Caa caa(DomainName name) {
        for (var at : upwards(name.value())) {
            var answer = resolvers.ask(at, Dns.Type.CAA);
            var isSilence = answer instanceof Answer.NoSuchName || answer instanceof Answer.NoSuchRecord;
            var hasSome = Observation.records(answer, Dns.Type.CAA).findAny().isPresent();
            if (hasSome || !(isSilence || answer instanceof Answer.Found)) return new Caa(at, answer);
        }
        return new Caa(name.value(), new Answer.NoSuchRecord());
    }

    private Zone zone(DomainName name, DomainName registered) {
        for (var at : upwards(name.value())) {
            var records = Observation.records(resolvers.ask(at, Dns.Type.NS), Dns.Type.NS)
                    .filter(record -> record.name().equals(at))
                    .toList();
            if (!records.isEmpty()) return new Zone(at, records, List.of());
            if (at.equals(registered.value())) break;
        }
        return new Zone("", List.of(), List.of());
    }

    /** What a name beside this one is told that nobody can have entered. */
    private Told besides(DomainName name) {
        var bytes = new byte[8];
        random.nextBytes(bytes);
        var parent = name.value().substring(name.value().indexOf('.') + 1);
        var other = "chantier-" + HexFormat.of().formatHex(bytes) + "." + parent;
        return new Told("", resolvers.ask(other, Dns.Type.A), new Answer.NoSuchRecord());
    }

    private static boolean isSame(Told usual, Told other) {
        var values = other.values(Dns.Type.A);
        return !values.isEmpty() && values.equals(usual.values(Dns.Type.A));
    }

    private boolean isBogus(Told usual, DomainName name) {
        return Resolver.isFailure(usual.four())
                && resolvers.all().stream().anyMatch(resolver -> resolver.answersUnchecked(name.value(), Dns.Type.A));
    }

    /** The name and each above it, without the last label: nobody asks a whole country. */
    private static List<String> upwards(String name) {
        var names = new ArrayList<String>();
        for (var at = name; at.indexOf('.') > 0; at = at.substring(at.indexOf('.') + 1)) names.add(at);
        return names;
    }
}
