package io.chantier.benches.servers;

import io.chantier.benches.agent.AgentAddress;
import io.chantier.ingress.Upstream;
import io.chantier.outbound.Fingerprint;
import io.chantier.values.Secret;
import io.chantier.web.Problem;
import io.chantier.web.Problem.FieldProblem;
import io.chantier.web.ProblemException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A bench server as a person describes it.
 *
 * @param url {@code https}, a host, perhaps a port and a path such as {@code /agent}; {@code http} only to this machine
 * @param password of the agent; empty leaves the one that is there
 * @param databasePassword of the root user of its MariaDB; empty leaves the one that is there
 * @param reach {@code http://} or {@code https://}, a host, perhaps a port: where its sites answer; empty for the host of the
 *     agent
 * @param certificate the fingerprint of the only certificate that is believed; empty where this machine judges
 */
public record BenchServerForm(
        String name,
        String url,
        String password,
        String databasePassword,
        String reach,
        String certificate,
        boolean takesNew,
        int maxSites) {

    public static final BenchServerForm EMPTY = new BenchServerForm("", "", "", "", "", "", true, 100);

    private static final int LONGEST = 60;
    private static final int LONGEST_PASSWORD = 500;
    private static final int MOST_SITES = 10_000;

    /** Itself, or a problem per field. */
    BenchServerForm checked(boolean fresh) {
        var wrong = new ArrayList<FieldProblem>();
        if (name.isBlank()) wrong.add(field("name", "required"));
        if (name.length() > LONGEST) wrong.add(field("name", "longer-than"));
        addressFault().ifPresent(code -> wrong.add(field("url", code)));
        if (fresh && password.isEmpty()) wrong.add(field("password", "required"));
        if (!isPlain(password)) wrong.add(field("password", "not-a-password"));
        if (databasePassword.length() > LONGEST_PASSWORD
                || databasePassword.chars().anyMatch(letter -> letter < 0x20)) {
            wrong.add(field("databasePassword", "not-a-password"));
        }
        if (!reach.isEmpty() && upstream().isEmpty()) wrong.add(field("reach", "not-a-bench-reach"));
        if (!certificate.isBlank() && Fingerprint.parse(certificate).isEmpty()) {
            wrong.add(field("certificate", "not-a-fingerprint"));
        }
        if (maxSites < 1 || maxSites > MOST_SITES) {
            wrong.add(new FieldProblem(
                    "maxSites", "not-between", Map.of("from", "1", "to", Integer.toString(MOST_SITES))));
        }
        if (!wrong.isEmpty()) throw new ProblemException(Problem.ofFields(wrong));
        return this;
    }

    BenchServer asServer(UUID id) {
        var agent = new AgentAddress(
                name.strip(),
                URI.create(url.replaceAll("/+$", "")),
                new Secret(password),
                certificate.isBlank() ? Optional.empty() : Fingerprint.parse(certificate));
        return new BenchServer(id, agent, new Secret(databasePassword), takesNew, maxSites, upstream());
    }

    private Optional<Upstream> upstream() {
        try {
            return reach.isEmpty() ? Optional.empty() : Optional.of(Upstream.valueOf(reach));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private Optional<String> addressFault() {
        try {
            var uri = new URI(url);
            boolean complete = uri.getScheme() != null
                    && List.of("http", "https").contains(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            if (!complete) return Optional.of("not-an-agent-address");
            return uri.getScheme().equals("https") || isThisMachine(uri.getHost())
                    ? Optional.empty()
                    : Optional.of("agent-needs-https");
        } catch (URISyntaxException e) {
            return Optional.of("not-an-agent-address");
        }
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }

    /** What travels unharmed in a header. */
    private static boolean isPlain(String password) {
        return password.length() <= LONGEST_PASSWORD
                && password.equals(password.strip())
                && password.chars().allMatch(letter -> letter >= 0x20 && letter < 0x7f);
    }

    private static FieldProblem field(String name, String code) {
        return new FieldProblem(name, code, Map.of("longest", Integer.toString(LONGEST)));
    }
}
