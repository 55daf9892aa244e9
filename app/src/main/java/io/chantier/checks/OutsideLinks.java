package io.chantier.checks;

import static io.chantier.checks.Finding.warning;

import io.chantier.outbound.FetchLimits;
import io.chantier.outbound.Fetched;
import io.chantier.outbound.Fetcher;
import io.chantier.values.TeamId;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Links to other people's sites that lead nowhere any more: a few at a time, once a week, and only so much of each answer
 * as tells whether there is one. A site that does not talk to programs is not called broken.
 */
@Component
class OutsideLinks {

    private static final Duration FRESH = Duration.ofDays(7);
    private static final FetchLimits A_GLANCE = new FetchLimits(16 << 10, Duration.ofSeconds(10), 5);
    private static final int MOST = 20;
    private static final int LONGEST = 2000;
    private static final Set<Integer> GONE = Set.of(404, 410);

    private final Fetcher fetcher;
    private final JdbcClient jdbc;
    private final Clock clock;

    OutsideLinks(Fetcher fetcher, JdbcClient jdbc, Clock clock) {
        this.fetcher = fetcher;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record Link(String page, String words) {}

    /** Never blocking: what others do with their site is not the client's fault. */
    List<Finding> broken(TeamId team, Candidate site) {
        var links = links(Examined.of(site));
        var asked = 0;
        var findings = new ArrayList<Finding>();
        for (var entry : links.entrySet()) {
            var address = entry.getKey();
            var fault = known(team, address);
            if (fault.isEmpty() && asked++ < MOST) fault = Optional.of(ask(team, address));
            if (fault.orElse("").isEmpty()) continue;
            for (var link : entry.getValue())
                findings.add(warning("outside-broken", link.page(), link.words())
                        .with(Map.of("href", address, "reason", fault.get())));
        }
        return findings;
    }

    private static Map<String, List<Link>> links(Examined site) {
        var links = new LinkedHashMap<String, List<Link>>();
        site.pages().forEach((path, page) -> {
            for (var link : page.select("a[href^=http]")) {
                var address = link.attr("href").strip();
                if (address.length() <= LONGEST)
                    links.computeIfAbsent(address, _ -> new ArrayList<>()).add(new Link(path, link.text()));
            }
        });
        return links;
    }

    private Optional<String> known(TeamId team, String address) {
        return jdbc.sql("select fault from checks_outside_link where team_id = ? and address = ? and checked_at > ?")
                .params(team.value(), address, Timestamp.from(clock.instant().minus(FRESH)))
                .query(String.class)
                .optional();
    }

    private String ask(TeamId team, String address) {
        var fault = Fetcher.address(address)
                .map(there -> fault(fetcher.fetch(there, A_GLANCE)))
                .orElse("host");
        jdbc.sql("""
                        insert into checks_outside_link (team_id, address, fault, checked_at) values (?, ?, ?, ?)
                        on conflict (team_id, address) do update set fault = excluded.fault,
                            checked_at = excluded.checked_at
                        """)
                .params(team.value(), address, fault, Timestamp.from(clock.instant()))
                .update();
        return fault;
    }

    private static String fault(Fetched answer) {
        return switch (answer) {
            case Fetched.Page page -> GONE.contains(page.status()) ? String.valueOf(page.status()) : "";
            case Fetched.Unreachable(var code) -> code;
            case Fetched.Refused _, Fetched.TooBig _, Fetched.TooSlow _ -> "";
        };
    }
}
