package io.chantier.cli;

import io.chantier.cli.client.Api;
import io.chantier.cli.installation.CliException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code chantier api}: any operation of the REST API, so that a script can do whatever the dashboard does. */
@Command(name = "api")
final class ApiCommand implements Callable<Integer> {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    /** Nothing that leads to another host, to which our token would go. */
    private static final Pattern OURS = Pattern.compile("/(api|v3)/[A-Za-z0-9][^\\s\\\\#]{0,2000}");

    @ParentCommand
    private ChantierCommand chantier;

    @Parameters(index = "0", paramLabel = "METHOD", descriptionKey = "option.api-method")
    private String method;

    @Parameters(index = "1", paramLabel = "PATH", descriptionKey = "option.api-path")
    private String path;

    @Parameters(index = "2..*", paramLabel = "NAME=VALUE", descriptionKey = "option.api-fields")
    private List<String> fields = new ArrayList<>();

    @Option(names = "--body", paramLabel = "FILE", descriptionKey = "option.api-body")
    private Optional<Path> body = Optional.empty();

    @Option(names = "--output", paramLabel = "FILE", descriptionKey = "option.api-output")
    private Optional<Path> output = Optional.empty();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var wanted = method.toUpperCase(Locale.ROOT);
        if (!METHODS.contains(wanted)) throw new CliException("api.method", Map.of("method", method));
        if (!OURS.matcher(path).matches()) throw new CliException("api.path", Map.of("path", path));
        try (var api = chantier.installation().api()) {
            if (output.isPresent()) {
                if (!wanted.equals("GET")) throw new CliException("api.output", Map.of("method", wanted));
                api.download(path, output.get());
                chantier.terminal().say("api.saved", Map.of("file", output.get().toString()));
            } else {
                Report.json(chantier.terminal(), api.call(wanted, path, sent()));
            }
            return 0;
        }
    }

    /** A file as it is; else the fields as an object, {@code name=text} or {@code name:=JSON}. */
    private Optional<Api.Body> sent() throws IOException {
        if (body.isPresent()) {
            var file = body.get();
            if (!Files.isReadable(file)) throw new CliException("site.noFile", Map.of("file", file.toString()));
            var isJson = file.toString().endsWith(".json");
            return Optional.of(
                    new Api.Body(isJson ? "application/json" : "application/octet-stream", Files.readAllBytes(file)));
        }
        if (fields.isEmpty()) return Optional.empty();
        var object = JSON.createObjectNode();
        for (var field : fields) put(object, field);
        return Optional.of(new Api.Body("application/json", object.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static void put(ObjectNode object, String field) {
        int at = field.indexOf('=');
        if (at < 1) throw new CliException("api.field", Map.of("field", field));
        var value = field.substring(at + 1);
        if (field.charAt(at - 1) != ':') {
            object.put(field.substring(0, at), value);
            return;
        }
        try {
            object.set(field.substring(0, at - 1), JSON.readTree(value));
        } catch (JacksonException e) {
            throw new CliException("api.field", Map.of("field", field));
        }
    }
}
