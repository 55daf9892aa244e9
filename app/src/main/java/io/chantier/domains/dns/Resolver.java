package io.chantier.domains.dns;

import io.chantier.domains.dns.Dns.Answer;
import io.chantier.domains.dns.Dns.Reason;
import io.chantier.domains.dns.Dns.Rr;
import io.chantier.domains.dns.NameServer.Way;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Asks one server, and follows the aliases that it does not follow itself. */
final class Resolver {

    /** No honest name has more aliases one after the other. */
    private static final int MOST_ALIASES = 10;

    private final NameServer server;

    Resolver(NameServer server) {
        this.server = server;
    }

    NameServer server() {
        return server;
    }

    Answer ask(String name, Dns.Type type) {
        var answer = follow(name, type, Way.USUAL);
        // Resolvers that notice a circle only say that they failed.
        if (type != Dns.Type.CNAME && isFailure(answer) && goesRound(name)) return new Answer.Looping();
        return answer;
    }

    /** Whether the name has an answer for those who do not look at its signatures. */
    boolean answersUnchecked(String name, Dns.Type type) {
        return switch (follow(name, type, Way.UNCHECKED)) {
            case Answer.Found _, Answer.NoSuchRecord _, Answer.NoSuchName _ -> true;
            case Answer.Looping _, Answer.Lying _, Answer.Unreachable _ -> false;
        };
    }

    private Answer follow(String name, Dns.Type type, Way way) {
        var records = new ArrayList<Rr>();
        var seen = new HashSet<String>();
        var at = name;
        while (seen.size() < MOST_ALIASES && seen.add(at)) {
            var heard = server.ask(at, type, way);
            if (!(heard.answer() instanceof Answer.Found(var more))) return heard.answer();
            records.addAll(more);
            if (records.stream().filter(Resolver::isAlias).count() > MOST_ALIASES) break;
            if (heard.endsAt().isEmpty()) return new Answer.Found(records);
            at = heard.endsAt();
        }
        return new Answer.Looping();
    }

    private static boolean isAlias(Rr record) {
        return record.type() == Dns.Type.CNAME;
    }

    private boolean goesRound(String name) {
        var seen = new HashSet<String>();
        var at = name;
        while (seen.size() < MOST_ALIASES && seen.add(at)) {
            var heard = server.ask(at, Dns.Type.CNAME, Way.USUAL);
            if (!(heard.answer() instanceof Answer.Found(List<Rr> found)) || found.isEmpty()) return false;
            at = found.getLast().value();
        }
        return true;
    }

    static boolean isFailure(Answer answer) {
        return answer instanceof Answer.Unreachable(var reason) && reason == Reason.SERVER_FAILURE;
    }
}
