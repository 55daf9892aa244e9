package io.chantier.agent.backups;

import io.chantier.agent.commands.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** A store that speaks the S3 protocol on loopback, with one bucket. It can be made to damage what it is given. */
public final class S3Store implements AutoCloseable {

    public static final String BUCKET = "backups";
    public static final String ACCESS_KEY = "test-access-key";
    public static final String SECRET_KEY = "test-secret-key-0123456789";

    private static final String ITS_OWN = ".s3proxy-";

    private final BlobStore blobs = new TransientNio2BlobStore();
    private final S3Proxy proxy;
    private volatile boolean damaging;
    private volatile CountDownLatch open = new CountDownLatch(0);
    private final List<String> sent = new CopyOnWriteArrayList<>();

    private S3Store() {
        blobs.createContainer(BUCKET);
        proxy = S3Proxy.builder()
                .blobStore(new Watched(blobs))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .stopTimeout(0)
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                .build();
    }

    public static S3Store start() {
        var store = new S3Store();
        try {
            store.proxy.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return store;
    }

    public String endpoint() {
        return "http://127.0.0.1:" + proxy.getPort();
    }

    Offsite offsite(String bucket, String secretKey) {
        return new Offsite(
                Address.of(endpoint()),
                "eu-west-3",
                bucket,
                "demo.local.test/2026-11-20",
                new Offsite.Keys(ACCESS_KEY, new Secret(secretKey)));
    }

    /** From now on it keeps something else than it is given, and says nothing about it. */
    public void damage() {
        damaging = true;
    }

    /** From now on nothing that is sent arrives, until it is let in. */
    public void hold() {
        open = new CountDownLatch(1);
    }

    public void letIn() {
        open.countDown();
    }

    public List<String> keys() {
        return blobs.list(ListObjectsV2Request.builder().bucket(BUCKET).build()).contents().stream()
                .map(S3Object::key)
                .sorted()
                .toList();
    }

    /** The keys of what came, each time that it came. */
    public List<String> sent() {
        return List.copyOf(sent);
    }

    public Optional<byte[]> content(String key) {
        if (!blobs.blobExists(BUCKET, key)) {
            return Optional.empty();
        }
        try (var in = blobs.getBlob(BUCKET, key)) {
            return Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As somebody does who cleans up there. */
    public void remove(String key) {
        blobs.removeBlob(BUCKET, key);
    }

    public int unfinishedUploads() {
        return blobs.listMultipartUploads(BUCKET).size();
    }

    @Override
    public void close() {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Watched extends ForwardingBlobStore {

        Watched(BlobStore inner) {
            super(inner);
        }

        @Override
        public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
            if (!request.key().startsWith(ITS_OWN)) {
                sent.add(request.key());
                await();
            }
            return damaging
                    ? super.putBlob(request.copy(copy -> copy.contentMD5(null)), damaged(payload))
                    : super.putBlob(request, payload);
        }

        @Override
        public UploadPartResponse uploadMultipartPart(
                org.gaul.s3proxy.blobstore.domain.MultipartUpload upload,
                UploadPartRequest request,
                InputStream payload) {
            sent.add(request.key() + "#" + request.partNumber());
            return super.uploadMultipartPart(upload, request, payload);
        }

        private void await() {
            try {
                open.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static InputStream damaged(InputStream payload) {
            try {
                var bytes = payload.readAllBytes();
                bytes[bytes.length / 2] ^= 1;
                return new ByteArrayInputStream(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
