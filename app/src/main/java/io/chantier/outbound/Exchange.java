package io.chantier.outbound;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/** One request and its answer, cut off as soon as it is too much. */
final class Exchange implements Response.Listener {

    private final URI address;
    private final FetchLimits limits;
    private final ByteArrayOutputStream raw = new ByteArrayOutputStream();
    private final CompletableFuture<Fetched> outcome = new CompletableFuture<>();

    Exchange(URI address, FetchLimits limits) {
        this.address = address;
        this.limits = limits;
    }

    Fetched run(HttpClient client, long millis) {
        var request = client.newRequest(address)
                .timeout(millis, TimeUnit.MILLISECONDS)
                .headers(headers -> headers.put(HttpHeader.ACCEPT, "text/html,application/xhtml+xml,*/*;q=0.8")
                        .put(HttpHeader.ACCEPT_ENCODING, "gzip, deflate"));
        request.send(this);
        try {
            return outcome.get(millis + 1_000, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            var _ = request.abort(e);
            return new Fetched.TooSlow(limits.total().toSeconds());
        } catch (InterruptedException e) {
            var _ = request.abort(e);
            Thread.currentThread().interrupt();
            return new Fetched.Unreachable("broken");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void onContent(Response response, ByteBuffer content) {
        if (raw.size() + content.remaining() > limits.bytes()) {
            outcome.complete(new Fetched.TooBig(limits.bytes()));
            var _ = response.abort(new IllegalStateException("too big"));
            return;
        }
        var chunk = new byte[content.remaining()];
        content.get(chunk);
        raw.writeBytes(chunk);
    }

    @Override
    public void onComplete(Result result) {
        if (outcome.isDone()) return;
        var failure = result.getFailure();
        outcome.complete(failure == null ? answer(result.getResponse()) : failed(failure));
    }

    private Fetched answer(Response response) {
        var headers = new HashMap<String, List<String>>();
        for (var field : response.getHeaders()) {
            headers.computeIfAbsent(field.getName().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                    .add(field.getValue() == null ? "" : field.getValue());
        }
        var encodings = String.join(",", headers.getOrDefault("content-encoding", List.of()));
        return switch (Decoding.of(raw.toByteArray(), encodings, limits.bytes())) {
            case Decoding.Decoded decoded -> page(response.getStatus(), headers, decoded);
            case Decoding.Bomb _ -> new Fetched.TooBig(limits.bytes());
            case Decoding.Unknown _ -> new Fetched.Unreachable("encoding");
        };
    }

    private Fetched page(int status, Map<String, List<String>> headers, Decoding.Decoded decoded) {
        return new Fetched.Page(address, status, headers, decoded.bytes());
    }

    private Fetched failed(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof GuardedResolver.Forbidden) return new Fetched.Refused("address");
            if (cause instanceof UnknownHostException) return new Fetched.Unreachable("unknown-host");
            if (cause instanceof SSLException) return new Fetched.Unreachable("tls");
            if (cause instanceof TimeoutException)
                return new Fetched.TooSlow(limits.total().toSeconds());
            if (cause instanceof java.net.SocketTimeoutException || cause instanceof java.net.ConnectException) {
                return new Fetched.Unreachable("connect");
            }
        }
        return new Fetched.Unreachable("broken");
    }
}
