package io.chantier.benches.hosting;

import io.chantier.values.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often sites on benches are backed up, where backups go besides, and how long they stay there.
 *
 * @param hours {@code BENCH_BACKUP_HOURS}: a site whose last backup is so many hours old gets one by itself; 0 for never
 * @param keep {@code BENCH_BACKUP_KEEP}: so many of a site stay, the newest; those of the last 24 hours stay anyway
 * @param archiveDays {@code BENCH_ARCHIVE_RETENTION_DAYS}: so long those of an archived site stay
 */
@ConfigurationProperties(prefix = "chantier.bench-backups", ignoreUnknownFields = false)
record BenchBackupSettings(
        @DefaultValue("24") int hours,
        @DefaultValue("30") int keep,
        @DefaultValue("30") int archiveDays,
        @DefaultValue S3 s3) {

    private static final int MOST_HOURS = 24 * 31;

    BenchBackupSettings {
        if (hours < 0 || hours > MOST_HOURS) {
            throw new IllegalArgumentException("BENCH_BACKUP_HOURS is " + hours + "; give 0 to " + MOST_HOURS);
        }
        if (keep < 1) throw new IllegalArgumentException("BENCH_BACKUP_KEEP is " + keep + "; give at least 1");
        if (archiveDays < 0) {
            throw new IllegalArgumentException("BENCH_ARCHIVE_RETENTION_DAYS is " + archiveDays + "; give 0 or more");
        }
    }

    /** Empty where nothing is backed up by itself. */
    Optional<Duration> every() {
        return Optional.of(Duration.ofHours(hours)).filter(Duration::isPositive);
    }

    Duration archived() {
        return Duration.ofDays(archiveDays);
    }

    /**
     * A store that speaks the S3 protocol; without a bucket, backups stay on the bench servers.
     *
     * @param endpoint {@code BENCH_BACKUP_S3_ENDPOINT}; empty for AWS itself
     * @param prefix {@code BENCH_BACKUP_S3_PREFIX}: what all keys begin with
     */
    record S3(
            @DefaultValue("") String endpoint,
            @DefaultValue("") String bucket,
            @DefaultValue("us-east-1") String region,
            @DefaultValue("") Secret accessKey,
            @DefaultValue("") Secret secretKey,
            @DefaultValue("chantier") String prefix) {

        /** As agents take it. */
        private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,200}");

        S3 {
            prefix = prefix.replaceAll("/+$", "");
            region = region.isBlank() ? "us-east-1" : region;
            if (!bucket.isBlank() && (accessKey.isEmpty() || secretKey.isEmpty())) {
                throw new IllegalArgumentException(
                        "BENCH_BACKUP_S3_BUCKET is set, but not BENCH_BACKUP_S3_ACCESS_KEY and BENCH_BACKUP_S3_SECRET_KEY");
            }
            if (!PREFIX.matcher(prefix).matches() || prefix.contains("..")) {
                throw new IllegalArgumentException("BENCH_BACKUP_S3_PREFIX is '" + prefix
                        + "'; give letters, digits, dots, hyphens, and slashes between them");
            }
            if (!endpoint.isBlank() && !isAddress(endpoint)) {
                throw new IllegalArgumentException("BENCH_BACKUP_S3_ENDPOINT is '" + endpoint
                        + "'; give an address such as https://s3.example.org");
            }
        }

        private static boolean isAddress(String text) {
            try {
                var address = URI.create(text);
                var scheme = String.valueOf(address.getScheme());
                return (scheme.equals("https") || scheme.equals("http")) && address.getHost() != null;
            } catch (IllegalArgumentException _) {
                return false;
            }
        }
    }
}
