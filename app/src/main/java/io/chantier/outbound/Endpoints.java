package io.chantier.outbound;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.jspecify.annotations.Nullable;

/**
 * Talks to services that the operator of the installation named ({@link Policy#OPERATOR}): any address but link-local
 * and metadata, no redirects, no cookies. Thread-safe; blocks the calling (virtual) thread.
 */
public final class Endpoints implements AutoCloseable {

    private final HttpClient client;

    public Endpoints() {
        this(Clients.started(guard()));
    }

    /** Believes only certificates that are to be trusted so. */
    public Endpoints(Trust trust) {
        this(Clients.started(guard(), trust));
    }

    private Endpoints(HttpClient client) {
        this.client = client;
        client.setUserAgentField(null);
    }

    /** For a client of another kind that talks to what the operator named: resolves and checks by the same rule. */
    public static SocketAddressResolver resolver() {
        return guard();
    }

    private static GuardedResolver guard() {
        return new GuardedResolver(Policy.OPERATOR, new AddressGuard(List.of(), Set.of()), InetAddress::getAllByName);
    }

    /**
     * One request.
     *
     * @param content null for none; asked once for each sending
     * @param patience for all of it, the upload included
     * @param atMost bytes of the answer that are read
     */
    public record Call(
            String method,
            URI address,
            Map<String, String> headers,
            @Nullable Supplier<Request.Content> content,
            Duration patience,
            int atMost) {

        public static Call get(URI address) {
            return new Call("GET", address, Map.of(), null, Duration.ofSeconds(20), 8 * 1024 * 1024);
        }

        public Call with(String header, String value) {
            var more = new LinkedHashMap<>(headers);
            more.put(header, value);
            return new Call(method, address, more, content, patience, atMost);
        }

        public Call within(Duration time) {
            return new Call(method, address, headers, content, time, atMost);
        }

        public Call post(Supplier<Request.Content> what) {
            return new Call("POST", address, headers, what, patience, atMost);
        }

        /** With a body of JSON, by whatever method. */
        public Call json(String how, byte[] body) {
            return new Call(
                    how, address, headers, () -> new BytesRequestContent("application/json", body), patience, atMost);
        }
    }

    /** What came of it. */
    public sealed interface Reply {

        /**
         * An answer, whatever its status; the body is not a copy.
         *
         * @param date what time it is there; null where it does not say
         */
        @SuppressWarnings("ArrayRecordComponent")
        record Answered(
                int status,
                String contentType,
                byte[] body,
                @Nullable Instant date) implements Reply {}

        /** No whole answer: what was asked may have been done all the same, unless {@link Trouble#neverArrived}. */
        record Broken(Trouble trouble) implements Reply {}
    }

    /** Why there is no answer. */
    public enum Trouble {
        UNKNOWN_HOST,
        FORBIDDEN_ADDRESS,
        CONNECT,
        TLS,
        RESET,
        TIMEOUT,
        TOO_BIG;

        /** For the end of a message, beside the statuses of those that answered. */
        public String inWords() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        /** Whether the other side cannot have acted on the request. */
        public boolean neverArrived() {
            return this == UNKNOWN_HOST || this == FORBIDDEN_ADDRESS || this == CONNECT || this == TLS;
        }
    }

    public Reply send(Call call) {
        var outcome = new CompletableFuture<Reply>();
        var millis = call.patience().toMillis();
        var request = request(call).timeout(millis, TimeUnit.MILLISECONDS);
        request.send(new Listener(call.atMost(), outcome::complete));
        return await(request, outcome, millis);
    }

    /** Reads no further than the caller does; the call's patience is for each wait, and there is no limit to the bytes. */
    public Opened open(Call call) {
        var listener = new InputStreamResponseListener();
        var request = request(call);
        request.send(listener);
        try {
            var response = listener.get(call.patience().toMillis(), TimeUnit.MILLISECONDS);
            long length = response.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
            return new Opened.Answer(response.getStatus(), length, listener.getInputStream());
        } catch (TimeoutException e) {
            var _ = request.abort(e);
            return new Opened.Broken(Trouble.TIMEOUT);
        } catch (InterruptedException e) {
            var _ = request.abort(e);
            Thread.currentThread().interrupt();
            return new Opened.Broken(Trouble.RESET);
        } catch (ExecutionException e) {
            return new Opened.Broken(trouble(e.getCause()));
        }
    }

    private Request request(Call call) {
        var request = client.newRequest(call.address())
                .method(call.method())
                .idleTimeout(call.patience().toMillis(), TimeUnit.MILLISECONDS)
                .headers(headers -> call.headers().forEach(headers::put));
        if (call.headers().containsKey(HttpHeader.HOST.asString())) {
            request.headers(
                    headers -> headers.put(HttpHeader.HOST, call.headers().get("Host")));
        }
        if (call.content() != null) request.body(call.content().get());
        return request;
    }

    private static Reply await(Request request, CompletableFuture<Reply> outcome, long millis) {
        try {
            return outcome.get(millis + 1_000, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            var _ = request.abort(e);
            return new Reply.Broken(Trouble.TIMEOUT);
        } catch (InterruptedException e) {
            var _ = request.abort(e);
            Thread.currentThread().interrupt();
            return new Reply.Broken(Trouble.RESET);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Collects the answer. */
    private static final class Listener extends BufferingResponseListener {

        private final Consumer<Reply> outcome;

        Listener(int atMost, Consumer<Reply> outcome) {
            super(atMost);
            this.outcome = outcome;
        }

        @Override
        public void onComplete(Result result) {
            var failure = result.getResponseFailure() != null ? result.getResponseFailure() : result.getFailure();
            // A server that answers early and hangs up breaks the upload, not its answer: 413, 401.
            if (result.getResponseFailure() == null && result.getResponse().getStatus() > 0) {
                var headers = result.getResponse().getHeaders();
                var type = headers.get(HttpHeader.CONTENT_TYPE);
                long date = headers.getDateField(HttpHeader.DATE);
                outcome.accept(new Reply.Answered(
                        result.getResponse().getStatus(),
                        type == null ? "" : type,
                        content(),
                        date < 0 ? null : Instant.ofEpochMilli(date)));
            } else {
                outcome.accept(new Reply.Broken(trouble(failure)));
            }
        }

        private byte[] content() {
            var content = getContent();
            return content == null ? new byte[0] : content;
        }
    }

    private static Trouble trouble(@Nullable Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case GuardedResolver.Forbidden _ -> {
                    return Trouble.FORBIDDEN_ADDRESS;
                }
                case UnknownHostException _ -> {
                    return Trouble.UNKNOWN_HOST;
                }
                case SSLException _ -> {
                    return Trouble.TLS;
                }
                case TimeoutException _ -> {
                    return Trouble.TIMEOUT;
                }
                case SocketTimeoutException _, ConnectException _ -> {
                    return Trouble.CONNECT;
                }
                case IllegalArgumentException _ -> {
                    return Trouble.TOO_BIG;
                }
                case IOException _ -> {
                    if (cause.getCause() == null) return Trouble.RESET;
                }
                default -> {}
            }
        }
        return Trouble.RESET;
    }

    @Override
    public void close() {
        Clients.stop(client);
    }
}
