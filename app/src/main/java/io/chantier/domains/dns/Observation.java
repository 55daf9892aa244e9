package io.chantier.domains.dns;

import io.chantier.domains.dns.Dns.Answer;
import io.chantier.domains.dns.Dns.Rr;
import io.chantier.values.DomainName;
import java.util.List;
import java.util.stream.Stream;

/**
 * What DNS said of a name at one moment.
 *
 * @param isRegistered whether it is what was registered, and no name under it
 * @param usual what the first resolver said that answers at all
 * @param others what the others said
 * @param zone who has the name, and what they say themselves
 */
record Observation(
        DomainName name, boolean isRegistered, Told usual, List<Told> others, Zone zone, Caa caa, Signs signs) {

    /** Which addresses somebody gives the name. */
    record Told(String by, Answer four, Answer six) {

        List<Rr> addresses() {
            return Stream.concat(records(four, Dns.Type.A), records(six, Dns.Type.AAAA))
                    .toList();
        }

        /** The aliases on the way, in their order. */
        List<Rr> aliases() {
            var ofFour = records(four, Dns.Type.CNAME).toList();
            return ofFour.isEmpty() ? records(six, Dns.Type.CNAME).toList() : ofFour;
        }

        List<String> values(Dns.Type type) {
            return records(type == Dns.Type.A ? four : six, type)
                    .map(Rr::value)
                    .sorted()
                    .toList();
        }
    }

    /**
     * The zone of the name.
     *
     * @param name empty where it was not found
     */
    record Zone(String name, List<Rr> records, List<Server> servers) {}

    /** One of a zone's name servers. */
    record Server(String name, State state, Told told) {}

    /** How a name server of the zone answers. */
    enum State {
        GOOD,
        /** It answers, but does not have the zone. */
        LAME,
        SILENT,
        /** It has no address that may be asked. */
        UNASKED
    }

    /** Who may issue certificates; at the name or the first one above it that says anything. */
    record Caa(String at, Answer answer) {}

    /**
     * What else was noticed.
     *
     * @param isBogus whether there is an answer for those who do not look at its signatures
     * @param isWildcard whether any other name beside it would have the same answer
     */
    record Signs(boolean isBogus, boolean isWildcard) {}

    static Stream<Rr> records(Answer answer, Dns.Type type) {
        return answer instanceof Answer.Found(var records)
                ? records.stream().filter(record -> record.type() == type)
                : Stream.empty();
    }
}
