package io.chantier.agent.backups;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Puts files into a bucket and makes sure that they arrived as they are. Only this class knows the SDK, which takes time
 * and memory: nothing of it is loaded before the first upload.
 */
public final class Bucket implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Bucket.class);
    private static final long SMALLEST_PART = 64L * 1024 * 1024;
    private static final String BINARY = "application/octet-stream";
    private static final int NOT_FOUND = 404;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;
    private static final int SERVER_TROUBLE = 500;

    private final Offsite offsite;
    private final long smallestPart;
    private final S3Client s3;

    public Bucket(Offsite offsite) {
        this(offsite, SMALLEST_PART);
    }

    /** @param smallestPart files of more bytes travel in several parts */
    Bucket(Offsite offsite, long smallestPart) {
        this.offsite = offsite;
        this.smallestPart = smallestPart;
        var keys = AwsBasicCredentials.create(
                offsite.keys().access(), offsite.keys().secret().reveal());
        var builder = S3Client.builder()
                .region(Region.of(offsite.region()))
                .credentialsProvider(StaticCredentialsProvider.create(keys))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(10))
                        .socketTimeout(Duration.ofSeconds(60)))
                // Checksums of the newer kind are refused by many that speak the protocol; MD5 goes with each part.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        offsite.endpoint()
                .ifPresent(address -> builder.endpointOverride(address.uri()).forcePathStyle(true));
        this.s3 = builder.build();
    }

    /** What is there already is not sent again. */
    public Upload put(Path file, String key, BooleanSupplier unwanted) throws IOException, InterruptedException {
        if (offsite.endpoint().filter(Address::isForbidden).isPresent()) {
            return new Upload.Refused("Backups are not sent to " + offsite + ": the address is one of the cloud's own");
        }
        var sums = Sums.of(file, smallestPart);
        try {
            if (isThere(file, key, sums, "")) {
                return new Upload.Verified();
            }
            var tag = send(file, key, sums, unwanted);
            if (tag.isEmpty()) {
                return new Upload.GivenUp();
            }
            if (isThere(file, key, sums, tag.get())) {
                return new Upload.Verified();
            }
            remove(key);
            return new Upload.Refused("What arrived in " + offsite + " as " + key
                    + " is not what was sent; look at the disks of that side and try again");
        } catch (AbortedException e) {
            throw (InterruptedException) new InterruptedException().initCause(e);
        } catch (S3Exception e) {
            return answered(e);
        } catch (SdkClientException | UncheckedIOException e) {
            return new Upload.Unreachable(offsite + " could not be reached: " + reason(e));
        }
    }

    private Upload answered(S3Exception e) {
        var words = e.awsErrorDetails() == null
                ? "status " + e.statusCode()
                : e.awsErrorDetails().errorCode() + ", " + e.awsErrorDetails().errorMessage();
        boolean onTheWay = words.startsWith("BadDigest");
        if (e.statusCode() >= SERVER_TROUBLE || e.statusCode() == TOO_MANY || onTheWay) {
            return new Upload.Unreachable(offsite + " has trouble: " + words);
        }
        return new Upload.Refused(
                switch (e.statusCode()) {
                    case FORBIDDEN ->
                        "The keys were refused for " + offsite + " (" + words
                                + "); check ACCESS_KEY and SECRET_KEY, and that they may write there";
                    case NOT_FOUND -> "There is no " + offsite + " (" + words + "); make it, or check its name";
                    default -> offsite + " refused the backup: " + words;
                });
    }

    private static String reason(Throwable e) {
        var cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ", " + cause.getMessage());
    }

    /**
     * The tag tells at once; where a store makes its tags in another way, the object is read back.
     *
     * @param tag what the store answered to the upload; counts where these keys may only write
     */
    private boolean isThere(Path file, String key, Sums sums, String tag) throws IOException {
        try {
            var head = s3.headObject(request -> request.bucket(offsite.bucket()).key(key));
            if (head.contentLength() != sums.size()) {
                return false;
            }
            return isTag(sums, head.eTag()) || holdsTheSame(file, key);
        } catch (S3Exception e) {
            return switch (e.statusCode()) {
                case NOT_FOUND -> false;
                case FORBIDDEN -> isTag(sums, tag);
                default -> throw e;
            };
        }
    }

    private static boolean isTag(Sums sums, String answered) {
        return answered.replace("\"", "").equals(sums.tag());
    }

    private boolean holdsTheSame(Path file, String key) throws IOException {
        try (var object =
                s3.getObject(request -> request.bucket(offsite.bucket()).key(key))) {
            return Digests.sha256(object).equals(Digests.sha256(file));
        }
    }

    /** @return what the store answered as its tag; empty where nobody wants it any more */
    private Optional<String> send(Path file, String key, Sums sums, BooleanSupplier unwanted) {
        if (unwanted.getAsBoolean()) {
            return Optional.empty();
        }
        if (!sums.isOnePart()) {
            return sendParts(file, key, sums, unwanted);
        }
        return Optional.of(s3.putObject(
                        request -> request.bucket(offsite.bucket()).key(key).contentMD5(sums.base64(0)),
                        body(file, sums, 0))
                .eTag());
    }

    private Optional<String> sendParts(Path file, String key, Sums sums, BooleanSupplier unwanted) {
        var upload = s3.createMultipartUpload(
                        request -> request.bucket(offsite.bucket()).key(key))
                .uploadId();
        var tag = Optional.<String>empty();
        try {
            var parts = new ArrayList<CompletedPart>();
            for (int i = 0; i < sums.parts().size(); i++) {
                if (unwanted.getAsBoolean()) {
                    return tag;
                }
                parts.add(sendPart(file, key, upload, sums, i));
            }
            tag = Optional.of(s3.completeMultipartUpload(request -> request.bucket(offsite.bucket())
                            .key(key)
                            .uploadId(upload)
                            .multipartUpload(all -> all.parts(parts)))
                    .eTag());
            return tag;
        } finally {
            if (tag.isEmpty()) {
                abort(key, upload);
            }
        }
    }

    private CompletedPart sendPart(Path file, String key, String upload, Sums sums, int part) {
        var tag = s3.uploadPart(
                        request -> request.bucket(offsite.bucket())
                                .key(key)
                                .uploadId(upload)
                                .partNumber(part + 1)
                                .contentMD5(sums.base64(part)),
                        body(file, sums, part))
                .eTag();
        return CompletedPart.builder().partNumber(part + 1).eTag(tag).build();
    }

    private static RequestBody body(Path file, Sums sums, int part) {
        return RequestBody.fromContentProvider(
                () -> slice(file, sums.offset(part), sums.length(part)), sums.length(part), BINARY);
    }

    private static InputStream slice(Path file, long offset, long length) {
        try {
            var channel = FileChannel.open(file);
            channel.position(offset);
            return new Slice(new BufferedInputStream(Channels.newInputStream(channel), 1 << 16), length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void abort(String key, String upload) {
        try {
            s3.abortMultipartUpload(
                    request -> request.bucket(offsite.bucket()).key(key).uploadId(upload));
        } catch (SdkException e) {
            LOG.warn("Parts of {} stay in {} until its own rules remove them: {}", key, offsite, e.getMessage());
        }
    }

    /** Takes away an object that is of no use; where that is not allowed, it stays. */
    public void remove(String key) {
        try {
            s3.deleteObject(request -> request.bucket(offsite.bucket()).key(key));
        } catch (SdkException e) {
            LOG.warn("{} stays in {}: {}", key, offsite, e.getMessage());
        }
    }

    @Override
    public void close() {
        s3.close();
    }
}
