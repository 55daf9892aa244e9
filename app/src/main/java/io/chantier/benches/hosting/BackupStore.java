package io.chantier.benches.hosting;

import io.chantier.sites.Site;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.GetObjectPresignRequest;

/**
 * The store that backups of sites on benches go to besides, where the operator named one. Agents write there, we hand out
 * addresses and remove what is too old. Nothing of the SDK is loaded before the first question.
 */
@Component
class BackupStore implements DisposableBean {

    /** The longest that the protocol knows. */
    private static final Duration LONGEST = Duration.ofDays(7);

    private static final int NOT_FOUND = 404;

    private final BenchBackupSettings.S3 settings;
    private @Nullable S3Client client;

    BackupStore(BenchBackupSettings settings) {
        this.settings = settings.s3();
    }

    /** What became of a question to the store. */
    sealed interface Answer {
        record Yes() implements Answer {}

        record No() implements Answer {}

        /** @param said why it cannot be told, without any key */
        record Trouble(String said) implements Answer {}
    }

    /** False where backups stay on the bench servers. */
    boolean isNamed() {
        return !settings.bucket().isBlank();
    }

    String bucket() {
        return settings.bucket();
    }

    /** What the keys of all backups begin with; a site's id follows. */
    String folder() {
        return settings.prefix() + "/";
    }

    /** What an order of a backup says about it; nothing where there is no store. A stock agent is not told. */
    Map<String, Object> order(Site site) {
        if (!isNamed()) return Map.of();
        var auth = Map.of(
                "ACCESS_KEY", settings.accessKey().reveal(),
                "SECRET_KEY", settings.secretKey().reveal(),
                "REGION", settings.region(),
                "PROVIDER", settings.endpoint().isBlank() ? "AWS" : "Other",
                "ENDPOINT_URL", settings.endpoint());
        return Map.of(
                "offsite",
                Map.of("bucket", settings.bucket(), "path", folder() + site.id(), "auth", auth),
                "keep_files_locally_after_offsite_backup",
                false);
    }

    Answer has(String bucket, String key) {
        try {
            var _ = client().headObject(request -> request.bucket(bucket).key(key));
            return new Answer.Yes();
        } catch (S3Exception e) {
            return e.statusCode() == NOT_FOUND ? new Answer.No() : trouble(e);
        } catch (SdkException e) {
            return trouble(e);
        }
    }

    /** Leads to the object for a while, whoever asks. */
    URI address(String bucket, String key, String name, Duration validFor) {
        var wanted = GetObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .responseContentDisposition("attachment; filename=\"" + name + "\"")
                .build();
        var builder = S3Presigner.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(credentials())
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(endpoint().isPresent())
                        .build());
        endpoint().ifPresent(builder::endpointOverride);
        try (var presigner = builder.build()) {
            var time = validFor.compareTo(LONGEST) > 0 ? LONGEST : validFor;
            var signed = presigner.presignGetObject(GetObjectPresignRequest.builder()
                    .signatureDuration(time)
                    .getObjectRequest(wanted)
                    .build());
            return URI.create(signed.url().toString());
        }
    }

    /** Removes them and looks: yes where none of them is there any more. */
    Answer remove(String bucket, Collection<String> keys) {
        try {
            for (var key : keys)
                client().deleteObject(request -> request.bucket(bucket).key(key));
        } catch (SdkException e) {
            return trouble(e);
        }
        for (var key : List.copyOf(keys)) {
            switch (has(bucket, key)) {
                case Answer.No() -> {}
                case Answer.Yes() -> {
                    return new Answer.No();
                }
                case Answer.Trouble trouble -> {
                    return trouble;
                }
            }
        }
        return new Answer.Yes();
    }

    private static Answer.Trouble trouble(SdkException e) {
        if (!(e instanceof S3Exception answered)) return new Answer.Trouble(String.valueOf(e.getMessage()));
        var details = answered.awsErrorDetails();
        return new Answer.Trouble(
                details == null || details.errorCode() == null
                        ? String.valueOf(answered.statusCode())
                        : answered.statusCode() + " " + details.errorCode());
    }

    private synchronized S3Client client() {
        if (client != null) return client;
        var builder = S3Client.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(credentials())
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(10))
                        .socketTimeout(Duration.ofSeconds(30)))
                // Checksums of the newer kind are refused by many that speak the protocol.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        endpoint().ifPresent(address -> builder.endpointOverride(address).forcePathStyle(true));
        client = builder.build();
        return client;
    }

    private Optional<URI> endpoint() {
        return settings.endpoint().isBlank() ? Optional.empty() : Optional.of(URI.create(settings.endpoint()));
    }

    private StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(
                settings.accessKey().reveal(), settings.secretKey().reveal()));
    }

    @Override
    public synchronized void destroy() {
        if (client != null) client.close();
    }
}
