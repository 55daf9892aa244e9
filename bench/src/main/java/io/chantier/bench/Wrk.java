package io.chantier.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Visitors: {@code wrk} asks for one address after the other, drawn from a list, over connections that stay open. */
final class Wrk {

    private static final Pattern SUMMARY = Pattern.compile(
            "requests=(\\d+) micros=(\\d+) p50=(\\d+) p99=(\\d+) refused=(\\d+) broken=(\\d+) bytes=(\\d+)");

    private static final String SCRIPT = """
            local requests = {}
            function init(arguments)
              for line in io.lines(arguments[1]) do
                local host, path = line:match("^(%S+) (%S+)$")
                wrk.headers = { ["Host"] = host, ["Accept-Encoding"] = "gzip, deflate, br", ["Accept"] = "text/html,*/*;q=0.8",
                  ["Accept-Language"] = "fr-FR,fr;q=0.9,en;q=0.5",
                  ["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36" }
                requests[#requests + 1] = wrk.format("GET", path)
              end
              math.randomseed(tonumber(arguments[2]))
            end
            function request() return requests[math.random(#requests)] end
            function done(summary, latency)
              local broken = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
              print(string.format("requests=%d micros=%d p50=%d p99=%d refused=%d broken=%d bytes=%d", summary.requests,
                summary.duration, latency:percentile(50), latency:percentile(99), summary.errors.status, broken, summary.bytes))
            end
            """;

    private final Path folder;
    private final int connections;

    Wrk(Path folder, int connections) {
        this.folder = folder;
        this.connections = connections;
    }

    /** What the visitors saw; the two times in milliseconds. */
    record Seen(long requests, double perSecond, double p50, double p99, long failed, long bytes) {}

    /** @param addresses lines of host and path */
    Seen visit(int port, List<String> addresses, int seconds, int seed) throws IOException, InterruptedException {
        var list = Files.write(folder.resolve("addresses"), addresses);
        var script = Files.writeString(folder.resolve("visit.lua"), SCRIPT);
        var words = List.of(
                "wrk",
                "-t1",
                "-c" + connections,
                "-d" + seconds + "s",
                "--timeout=10s",
                "-s",
                script.toString(),
                "http://127.0.0.1:" + port,
                "--",
                list.toString(),
                Integer.toString(seed));
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        var summary = SUMMARY.matcher(output);
        if (!summary.find()) throw new IllegalStateException("wrk says: " + output);
        long requests = Long.parseLong(summary.group(1));
        return new Seen(
                requests,
                requests * 1e6 / Long.parseLong(summary.group(2)),
                Long.parseLong(summary.group(3)) / 1e3,
                Long.parseLong(summary.group(4)) / 1e3,
                Long.parseLong(summary.group(5)) + Long.parseLong(summary.group(6)),
                Long.parseLong(summary.group(7)));
    }
}
