package io.chantier.agent.backups;

import io.chantier.agent.commands.Secret;
import java.util.Optional;

/**
 * Where backups are kept besides: a folder of a bucket.
 *
 * @param endpoint an address that speaks the S3 protocol; empty for AWS itself
 * @param path what the keys of the objects begin with
 */
public record Offsite(Optional<Address> endpoint, String region, String bucket, String path, Keys keys) {

    /** Who may write there. */
    public record Keys(String access, Secret secret) {}

    /** @param file the name of a file of a backup */
    public String keyOf(String file) {
        return path + "/" + file;
    }

    /** Where it is, in words. */
    @Override
    public String toString() {
        return "bucket " + bucket + endpoint.map(address -> " at " + address).orElse(" at AWS in " + region);
    }
}
