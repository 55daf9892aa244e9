package io.chantier.deployment.dokploy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs a Dockerfile as far as files go: FROM, COPY, ADD, WORKDIR, EXPOSE, CMD and ENTRYPOINT, several stages too.
 * A base image whose name ends with {@code :missing} cannot be pulled, the containers of one that ends with
 * {@code :crashing} do not stay up; of RUN only {@code false} and {@code exit}
 * fail.
 */
final class FakeDockerfile {

    /** The build stops, and this is its last line. */
    static final class Failed extends Exception {
        Failed(String message) {
            super(message);
        }
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SortedMap<String, byte[]> context;
    private final StringBuilder log;
    private final Map<String, SortedMap<String, byte[]>> stages = new HashMap<>();

    private SortedMap<String, byte[]> files = new TreeMap<>();
    private String workdir = "";
    private int exposed;
    private List<String> entrypoint = List.of();
    private List<String> command = List.of();

    private FakeDockerfile(SortedMap<String, byte[]> context, StringBuilder log) {
        this.context = context;
        this.log = log;
    }

    static FakeImage build(String dockerfile, SortedMap<String, byte[]> context, StringBuilder log) throws Failed {
        var run = new FakeDockerfile(context, log);
        var instructions = instructions(dockerfile);
        if (instructions.isEmpty()) throw new Failed("the Dockerfile cannot be empty");
        for (var number = 1; number <= instructions.size(); number++) {
            var instruction = instructions.get(number - 1);
            log.append("Step %d/%d : %s\n".formatted(number, instructions.size(), instruction));
            run.run(instruction);
            log.append(" ---> ").append(FakeIds.image()).append('\n');
        }
        var whole = new ArrayList<>(run.entrypoint);
        whole.addAll(run.command);
        return FakeImage.of(run.files, run.workdir, run.exposed, whole);
    }

    /** A path without its first and its double slashes. */
    static String plain(String path) {
        var parts = new ArrayList<String>();
        for (var part : path.split("/")) {
            if (part.isEmpty() || part.equals(".")) continue;
            if (part.equals("..")) {
                if (!parts.isEmpty()) parts.removeLast();
            } else parts.add(part);
        }
        return String.join("/", parts);
    }

    private static List<String> instructions(String dockerfile) {
        return dockerfile
                .replace("\r", "")
                .lines()
                .filter(line -> !line.strip().startsWith("#"))
                .reduce("", (all, line) -> all + line + "\n")
                .replaceAll("\\\\\n\\s*", " ")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private void run(String instruction) throws Failed {
        var words = instruction.split("\\s+", 2);
        var rest = words.length > 1 ? words[1] : "";
        switch (words[0].toUpperCase(Locale.ROOT)) {
            case "FROM" -> from(rest);
            case "COPY", "ADD" -> copy(rest);
            case "WORKDIR" -> workdir = at(rest);
            case "EXPOSE" -> exposed = Integer.parseInt(rest.split("[/\\s]", 2)[0]);
            case "CMD" -> command = command(rest);
            case "ENTRYPOINT" -> entrypoint = command(rest);
            case "RUN" -> shell(rest);
            case "ARG", "ENV", "LABEL", "USER", "HEALTHCHECK", "STOPSIGNAL", "VOLUME", "SHELL" -> {}
            default -> throw new Failed("unknown instruction: " + words[0]);
        }
    }

    private void from(String rest) throws Failed {
        var words = rest.split("\\s+");
        if (words[0].endsWith(":missing"))
            throw new Failed("pull access denied for " + words[0].replace(":missing", "")
                    + ", repository does not exist or may require 'docker login'");
        files = new TreeMap<>();
        workdir = "";
        exposed = 0;
        if (words[0].endsWith(":crashing")) command = List.of("exit", "3");
        if (words.length == 3) stages.put(words[2], files);
        if (stages.containsKey(words[0])) files.putAll(stages.get(words[0]));
    }

    private void copy(String rest) throws Failed {
        var source = context;
        var words = new ArrayList<String>();
        for (var word : rest.startsWith("[") ? command(rest) : List.of(rest.split("\\s+"))) {
            if (word.startsWith("--from=")) source = stages.getOrDefault(word.substring(7), new TreeMap<>());
            else if (!word.startsWith("--")) words.add(word);
        }
        var target = words.removeLast();
        var into = at(target);
        for (var word : words) {
            var from = plain(word);
            var exact = source.get(from);
            if (exact != null) {
                var folder = target.endsWith("/") || target.equals(".") || words.size() > 1;
                files.put(folder ? inside(into, from.substring(from.lastIndexOf('/') + 1)) : into, exact);
                continue;
            }
            var below = from.isEmpty() ? "" : from + "/";
            var found = source.tailMap(below).entrySet().stream()
                    .takeWhile(file -> file.getKey().startsWith(below))
                    .toList();
            if (found.isEmpty() && !from.isEmpty())
                throw new Failed("COPY failed: file not found in build context or excluded by .dockerignore: stat "
                        + from + ": file does not exist");
            found.forEach(file -> files.put(inside(into, file.getKey().substring(below.length())), file.getValue()));
        }
    }

    private void shell(String rest) throws Failed {
        log.append(" ---> Running in ").append(FakeIds.image()).append('\n');
        if (rest.equals("false") || rest.matches("exit [1-9]\\d*"))
            throw new Failed("The command '/bin/sh -c %s' returned a non-zero code: %s"
                    .formatted(rest, rest.startsWith("exit") ? rest.substring(5) : "1"));
    }

    private static List<String> command(String rest) {
        if (!rest.startsWith("[")) return List.of(rest.split("\\s+"));
        return JSON.readTree(rest).valueStream().map(word -> word.asString()).toList();
    }

    private String at(String path) {
        return plain(path.startsWith("/") ? path : workdir + "/" + path);
    }

    private static String inside(String folder, String name) {
        return folder.isEmpty() ? name : folder + "/" + name;
    }
}
