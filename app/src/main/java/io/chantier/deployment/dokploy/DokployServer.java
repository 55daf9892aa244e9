package io.chantier.deployment.dokploy;

import io.chantier.values.Secret;
import java.net.URI;
import java.util.UUID;

/**
 * A Dokploy server that the operator named.
 *
 * @param name what people call it
 * @param url where its API is, without {@code /api}
 * @param token sent as {@code x-api-key}; empty where it cannot be read on this replica
 * @param ways how sites are put there and looked at
 * @param limits how much it is trusted with
 */
record DokployServer(UUID id, String name, URI url, Secret token, Ways ways, Limits limits) {

    /** What only the sites on this server say, so that nobody takes another place for it. */
    String mark() {
        return id.toString();
    }

    /**
     * Whether Dokploy itself speaks TLS for this address. Not where something in front of it does, nor where we reach it
     * without: it would send everybody who comes without TLS back.
     */
    boolean speaksTls(URI address) {
        return address.getScheme().equals("https")
                && ways.certificates().equals("letsencrypt")
                && ways.reach().toString().isEmpty();
    }

    /**
     * @param reach where its public names are reached from here, {@code http} only; empty: as the names' DNS says
     * @param baseImage what the sites' images are built from: any nginx
     * @param certificates {@code none} where something in front of it speaks TLS, else {@code letsencrypt}
     */
    record Ways(URI reach, String baseImage, String certificates) {}

    /**
     * @param sites as many as its network has room for; more go elsewhere
     * @param builds at a time
     */
    record Limits(int sites, int builds) {}
}
