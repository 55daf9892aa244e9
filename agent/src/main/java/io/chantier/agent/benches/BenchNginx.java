package io.chantier.agent.benches;

import io.chantier.agent.nginx.BenchServer;
import io.chantier.agent.nginx.BenchServer.Programs;
import io.chantier.agent.nginx.Nginx;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepContext;
import io.chantier.jobs.StepOutcome;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Tells nginx of the sites of a bench and of their domains. */
public final class BenchNginx {

    private static final int WEB = 8000;
    private static final int SOCKETIO = 9000;
    private static final int SECONDS = 120;
    private static final int MOST_SECONDS = 3600;
    private static final int HIGHEST_PORT = 65_535;

    private final Benches benches;
    private final Nginx nginx;

    public BenchNginx(Benches benches, Nginx nginx) {
        this.benches = benches;
        this.nginx = nginx;
        if (nginx.isUsed()) {
            benches.all().keySet().forEach(name -> BenchServer.check(benches.folder(new BenchName(name))));
        }
    }

    /** What nginx is told of each bench, by the names of the files. */
    public Map<String, Optional<String>> files() {
        var files = new TreeMap<String, Optional<String>>();
        for (var name : benches.all().keySet()) {
            files.put(BenchServer.file(name), text(new BenchName(name)));
        }
        return files;
    }

    /** Serves the sites that the bench has now; a bench that is gone is served no more. */
    public Step setup(BenchName bench) {
        return setup("Bench Setup NGINX", bench);
    }

    /** The same for the bench to which a site goes. */
    public Step setupTarget(BenchName bench) {
        return setup("Bench Setup NGINX Target", bench);
    }

    public Step reload() {
        return Step.named("Reload NGINX", context -> nginx.reload(context, "Reload NGINX"));
    }

    private Step setup(String name, BenchName bench) {
        return Step.named(name, context -> setup(context, name, bench));
    }

    StepOutcome setup(StepContext context, String step, BenchName bench) throws InterruptedException {
        return nginx.apply(context, step, () -> file(bench));
    }

    /** Outside of a job's steps, for what takes a step back. */
    void refresh(BenchName bench) throws InterruptedException {
        nginx.refresh(() -> file(bench));
    }

    /** Whether nginx sends the visitors of a site to a bench, be the site there or not. */
    boolean serves(BenchName bench, SiteName site) {
        var name = Pattern.compile("(?<![\\w.-])" + Pattern.quote(site.value()) + "(?![\\w.-])");
        return nginx.told(BenchServer.file(bench.value()))
                .filter(text -> name.matcher(text).find())
                .isPresent();
    }

    private Map<String, Optional<String>> file(BenchName bench) {
        return Map.of(BenchServer.file(bench.value()), text(bench));
    }

    private Optional<String> text(BenchName bench) {
        return nginx.isUsed() ? benches.find(bench).map(found -> text(bench, found)) : Optional.empty();
    }

    private String text(BenchName bench, Bench found) {
        var hosts = hosts(bench);
        var states = new TreeMap<>(nginx.states());
        states.keySet().retainAll(hosts.values());
        return new BenchServer(
                        bench.value(),
                        benches.folder(bench).resolve("sites"),
                        programs(benches.setup(bench), found.config()),
                        hosts,
                        states)
                .text(nginx.listen());
    }

    /** Which site answers to which host; its own name goes before another site's domain. */
    private Map<String, String> hosts(BenchName bench) {
        var configurations = benches.configurations(bench);
        var hosts = new TreeMap<String, String>();
        configurations.keySet().forEach(site -> hosts.put(site.value(), site.value()));
        configurations.forEach(
                (site, config) -> domains(config).forEach(domain -> hosts.putIfAbsent(domain, site.value())));
        return hosts;
    }

    /** The domains of a site; Frappe writes one that has a certificate as an object. */
    static Stream<String> domains(JsonNode config) {
        return config.path("domains")
                .valueStream()
                .map(entry -> entry.isObject() ? entry.path("domain") : entry)
                .map(entry -> entry.asString(""))
                .filter(text -> SiteName.of(text).isPresent());
    }

    static Programs programs(JsonNode setup, JsonNode common) {
        return new Programs(
                port(setup.path("web_port"), common.path("webserver_port"), WEB),
                port(setup.path("socketio_port"), common.path("socketio_port"), SOCKETIO),
                number(setup.path("http_timeout"), seconds -> seconds > 0 && seconds <= MOST_SECONDS)
                        .orElse(SECONDS));
    }

    private static int port(JsonNode own, JsonNode common, int otherwise) {
        return Stream.of(own, common)
                .flatMap(node -> number(node, port -> port > 0 && port <= HIGHEST_PORT).stream())
                .findFirst()
                .orElse(otherwise);
    }

    private static Optional<Integer> number(JsonNode node, Predicate<Integer> good) {
        return node.isInt() ? Optional.of(node.asInt()).filter(good) : Optional.empty();
    }
}
