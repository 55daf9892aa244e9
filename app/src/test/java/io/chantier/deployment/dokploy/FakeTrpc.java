package io.chantier.deployment.dokploy;

import io.chantier.deployment.dokploy.FakeHttp.Reply;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.core.util.Separators.Spacing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One answer in its two envelopes: plain under {@code /api}, superjson under {@code /api/trpc}. */
final class FakeTrpc {

    private static final String JSON = "application/json";
    /** As JavaScript indents. */
    private static final ObjectWriter INDENTED = JsonMapper.shared()
            .writer()
            .with(new DefaultPrettyPrinter()
                    .withSeparators(Separators.createDefaultInstance().withObjectNameValueSpacing(Spacing.AFTER))
                    .withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE));

    private FakeTrpc() {}

    /** @param value null for a procedure that returns nothing */
    static Reply success(@Nullable JsonNode value, boolean enveloped) {
        if (!enveloped) return Reply.of(200, JSON, value == null ? "" : value.toString());
        var data = JsonNodeFactory.instance.objectNode();
        if (value == null)
            data.putNull("json").putObject("meta").putArray("values").add("undefined");
        else data.set("json", value);
        var envelope = JsonNodeFactory.instance.objectNode();
        envelope.putObject("result").set("data", data);
        return Reply.of(200, JSON, envelope.toString());
    }

    /** @param path null where the procedure does not exist */
    static Reply failure(FakeRefusal refusal, @Nullable String path, boolean enveloped) {
        var data = data(refusal, path);
        if (!enveloped) {
            var body = JsonNodeFactory.instance
                    .objectNode()
                    .put("message", refusal.getMessage())
                    .put("code", refusal.code.name());
            body.set("data", data);
            if (!refusal.issues.isEmpty()) refusal.issues.forEach(body.withArray("issues")::add);
            return Reply.of(refusal.code.status, JSON, body.toString());
        }
        var envelope = JsonNodeFactory.instance.objectNode();
        envelope.putObject("error")
                .putObject("json")
                .put("message", words(refusal))
                .put("code", refusal.code.number)
                .set("data", data);
        return Reply.of(refusal.code.status, JSON, envelope.toString());
    }

    private static ObjectNode data(FakeRefusal refusal, @Nullable String path) {
        var data = JsonNodeFactory.instance
                .objectNode()
                .put("code", refusal.code.name())
                .put("httpStatus", refusal.code.status)
                .put("stack", "TRPCError: " + words(refusal) + "\n    at secret-looking/path.ts:1:1");
        if (path != null) data.put("path", path);
        if (refusal.issues.isEmpty()) return data.putNull("zodError");
        var zod = data.putObject("zodError");
        zod.putArray("formErrors");
        var fields = zod.putObject("fieldErrors");
        for (var issue : refusal.issues)
            fields.withArray(issue.path("path").path(0).asString())
                    .add(issue.path("message").asString());
        return data;
    }

    /** tRPC says all that zod found where REST says one sentence. */
    private static String words(FakeRefusal refusal) {
        return refusal.issues.isEmpty()
                ? String.valueOf(refusal.getMessage())
                : INDENTED.writeValueAsString(refusal.issues);
    }
}
