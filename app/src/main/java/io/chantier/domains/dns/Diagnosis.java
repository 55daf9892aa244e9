package io.chantier.domains.dns;

import io.chantier.domains.dns.Dns.Rr;
import io.chantier.domains.dns.Remark.Severity;
import java.util.List;
import java.util.Set;

/**
 * How it stands with a name in DNS.
 *
 * @param records what there is now, as far as it matters: addresses, aliases, name servers, who may issue certificates
 * @param expected the addresses that would be right
 * @param remarks the worst first; empty when all is well
 */
public record Diagnosis(List<Rr> records, List<String> expected, List<Remark> remarks) {

    private static final Set<String> OF_OTHERS = Set.of("unreachable", "server-failure", "lying", "expected-unknown");

    /** Other servers than those that say where the name leads may be silent about this. */
    private static final String APART = "caa-unreadable";

    public Diagnosis {
        records = List.copyOf(records);
        expected = List.copyOf(expected);
        remarks = List.copyOf(remarks);
    }

    /** Whether visitors get here, and a certificate could be issued. */
    public boolean isRight() {
        return remarks.stream().noneMatch(remark -> remark.severity() == Severity.BLOCKING);
    }

    /** Whether it tells something of the name, and not only of those who were asked. */
    public boolean isCertain() {
        var inTheWay = remarks.stream()
                .filter(remark -> remark.severity() == Severity.BLOCKING)
                .map(Remark::code)
                .filter(code -> !code.equals(APART))
                .toList();
        return (isRight() || !inTheWay.isEmpty()) && inTheWay.stream().noneMatch(OF_OTHERS::contains);
    }

    /** The addresses that DNS gives the name now. */
    public List<String> addresses() {
        return records.stream()
                .filter(record -> record.type() == Dns.Type.A || record.type() == Dns.Type.AAAA)
                .map(Rr::value)
                .toList();
    }
}
