package io.chantier.deployment.dokploy;

import io.chantier.ingress.Upstream;
import io.chantier.values.Secret;
import io.chantier.web.Problem;
import io.chantier.web.Problem.FieldProblem;
import io.chantier.web.ProblemException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A Dokploy server as a person describes it.
 *
 * @param url {@code http} or {@code https}, a host, perhaps a port; no path
 * @param token the API key; empty leaves the one that is there
 * @param reach {@code http://} and a host, or empty
 * @param baseImage an nginx
 * @param certificates {@code none} or {@code letsencrypt}
 * @param maxSites 1 to 1000
 * @param maxBuilds 1 to 20
 */
public record ServerForm(
        String name,
        String url,
        String token,
        String reach,
        String baseImage,
        String certificates,
        int maxSites,
        int maxBuilds,
        boolean takesNew) {

    /** Near 100 services a swarm's network runs out of addresses. */
    public static final int USUAL_SITES = 90;

    private static final int LONGEST = 60;
    private static final int MOST_SITES = 1000;
    private static final int MOST_BUILDS = 20;
    private static final int LONGEST_KEY = 500;

    /** A line of a Dockerfile is made of it. */
    private static final Pattern IMAGE = Pattern.compile("[a-z0-9][a-zA-Z0-9._/:@-]{0,254}");

    public static final ServerForm EMPTY =
            new ServerForm("", "", "", "", "nginx:alpine", "letsencrypt", USUAL_SITES, 2, true);

    /** Itself, or a problem per field. */
    ServerForm checked(boolean fresh) {
        var wrong = new ArrayList<FieldProblem>();
        if (name.isBlank()) wrong.add(field("name", "required"));
        if (name.length() > LONGEST) wrong.add(field("name", "longer-than"));
        if (!isEndpoint(url, "https?")) wrong.add(field("url", "not-a-base-url"));
        if (!reach.isEmpty() && !(isEndpoint(reach, "http") && isUpstream(reach)))
            wrong.add(field("reach", "not-a-reach"));
        if (fresh && token.isBlank()) wrong.add(field("token", "required"));
        if (token.length() > LONGEST_KEY || !token.chars().allMatch(letter -> letter > 0x20 && letter < 0x7f)) {
            wrong.add(field("token", "not-a-key"));
        }
        if (!IMAGE.matcher(baseImage).matches()) wrong.add(field("baseImage", "not-an-image"));
        if (!List.of("none", "letsencrypt").contains(certificates)) wrong.add(field("certificates", "unknown-value"));
        if (maxSites < 1 || maxSites > MOST_SITES) wrong.add(between("maxSites", MOST_SITES));
        if (maxBuilds < 1 || maxBuilds > MOST_BUILDS) wrong.add(between("maxBuilds", MOST_BUILDS));
        if (!wrong.isEmpty()) throw new ProblemException(Problem.ofFields(wrong));
        return this;
    }

    DokployServer asServer(UUID id) {
        return new DokployServer(
                id,
                name.strip(),
                URI.create(url),
                new Secret(token),
                new DokployServer.Ways(URI.create(reach), baseImage, certificates),
                new DokployServer.Limits(maxSites, maxBuilds));
    }

    private static FieldProblem field(String name, String code) {
        return new FieldProblem(name, code, Map.of("longest", Integer.toString(LONGEST)));
    }

    private static FieldProblem between(String name, int most) {
        return new FieldProblem(name, "not-between", Map.of("from", "1", "to", Integer.toString(most)));
    }

    /** A proxy in front of us is told of it, too. */
    private static boolean isUpstream(String text) {
        try {
            return !Upstream.valueOf(text).toString().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isEndpoint(String text, String schemes) {
        try {
            var uri = new URI(text);
            return uri.getScheme() != null
                    && uri.getScheme().matches(schemes)
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
