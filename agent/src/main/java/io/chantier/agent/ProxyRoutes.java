package io.chantier.agent;

import io.chantier.agent.benches.Claim;
import io.chantier.agent.commands.Secret;
import io.chantier.agent.nginx.HostName;
import io.chantier.agent.nginx.Proxy;
import io.chantier.agent.nginx.SiteState;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The proxy before the bench servers: which sites are behind which of them, how they stand, and other hosts. */
final class ProxyRoutes implements RouteGroup {

    private static final String UPSTREAM = "/proxy/upstreams/{upstream}";
    private static final String SITE = UPSTREAM + "/sites/{site}";
    private static final int MOST_NAMES = 1000;

    private final @Nullable Proxy proxy;
    private final @Nullable ProxyJobs recipes;
    private final AgentJobs jobs;

    /** Both are missing where the agent is told of no nginx. */
    ProxyRoutes(@Nullable Proxy proxy, @Nullable ProxyJobs recipes, AgentJobs jobs) {
        this.proxy = proxy;
        this.recipes = recipes;
        this.jobs = jobs;
    }

    @Override
    public void on(RoutesConfig routes) {
        routes.get(
                "/proxy/upstreams", context -> Answer.with(context, there(proxy).upstreams()));
        routes.post("/proxy/upstreams", context -> {
            var body = Asked.object(context);
            start(context, recipes().addUpstream(), Map.of("upstream", host(body, "name")));
        });
        routes.post(UPSTREAM + "/rename", context -> {
            var body = Asked.object(context);
            start(
                    context,
                    recipes().renameUpstream(),
                    Map.of("upstream", upstream(context), "name", host(body, "name")));
        });
        routes.post(UPSTREAM + "/sites", context -> add(context, recipes().addSite(), "name"));
        routes.post(UPSTREAM + "/domains", context -> add(context, recipes().addDomain(), "domain"));
        routes.delete(SITE, this::removeSite);
        routes.post(SITE + "/rename", this::renameSite);
        routes.post(SITE + "/status", this::setState);
        routes.post("/proxy/hosts", this::addHost);
        routes.post("/proxy/hosts/redirects", context -> {
            var body = Asked.object(context);
            start(
                    context,
                    recipes().redirect(),
                    Map.of("domains", hosts(body, "domains"), "target", host(body, "target")));
        });
        routes.delete(
                "/proxy/hosts/redirects",
                context -> start(
                        context,
                        recipes().removeRedirects(),
                        Map.of("domains", hosts(Asked.object(context), "domains"))));
        routes.delete("/proxy/hosts/{host}", this::removeHost);
        routes.post("/proxy/wildcards", this::addWildcards);
        routes.post("/proxy/reload", context -> {
            Asked.object(context);
            start(context, recipes().reload(), Map.of());
        });
    }

    private void add(Context context, AgentRecipe recipe, String key) {
        var body = Asked.object(context);
        start(context, recipe, Map.of("upstream", upstream(context), "name", host(body, key)));
    }

    private void removeSite(Context context) {
        var body = Asked.object(context);
        start(context, recipes().removeSite(), site(context, Map.of("extra_domains", hosts(body, "extra_domains"))));
    }

    private void renameSite(Context context) {
        var body = Asked.object(context);
        hosts(body, "domains");
        start(context, recipes().renameSite(), site(context, Map.of("new_name", host(body, "new_name"))));
    }

    private void setState(Context context) {
        var body = Asked.object(context);
        var status = body.path("status").asString("");
        if (SiteState.of(status).isEmpty()) {
            throw Refusal.badRequest("\"status\" has to be activated, deactivated, suspended or suspended_saas");
        }
        start(
                context,
                recipes().setState(),
                site(context, Map.of("status", Wire.toTree(status), "extra_domains", hosts(body, "extra_domains"))));
    }

    private void addHost(Context context) {
        var body = Asked.object(context);
        start(
                context,
                recipes().addHost(),
                Map.of("name", host(body, "name"), "target", host(body, "target")),
                Map.of(ProxyJobs.CERTIFICATE, new Secret(Wire.write(certificate(body)))));
    }

    /** A wildcard is removed under its name with the star. */
    private void removeHost(Context context) {
        var name = context.pathParam("host");
        if (HostName.of(name.startsWith("*.") ? name.substring(2) : name).isEmpty()) {
            throw Refusal.notFound("There is no host " + name);
        }
        start(context, recipes().removeHost(), Map.of("name", Wire.toTree(name)));
    }

    private void addWildcards(Context context) {
        var body = Asked.json(context);
        if (!body.isArray() || body.isEmpty()) {
            throw Refusal.badRequest("The body has to be a list of wildcards: [{\"domain\": …, \"certificate\": {…}}]");
        }
        body.forEach(wildcard -> {
            host(wildcard, "domain");
            certificate(wildcard);
        });
        start(context, recipes().addWildcards(), Map.of(), Map.of(ProxyJobs.WILDCARDS, new Secret(Wire.write(body))));
    }

    private static JsonNode certificate(JsonNode body) {
        var given = body.path("certificate");
        if (given.isMissingNode() || given.isNull()) {
            return Wire.emptyObject();
        }
        boolean texts = given.isObject() && given.valueStream().allMatch(JsonNode::isString);
        if (!texts) {
            throw Refusal.badRequest("\"certificate\" has to be an object of privkey.pem, fullchain.pem and chain.pem");
        }
        return given;
    }

    private static Map<String, JsonNode> site(Context context, Map<String, JsonNode> more) {
        var arguments = new TreeMap<>(more);
        arguments.put("upstream", upstream(context));
        arguments.put("name", name(context, "site"));
        return arguments;
    }

    private static JsonNode upstream(Context context) {
        return name(context, "upstream");
    }

    private static JsonNode name(Context context, String parameter) {
        var name = context.pathParam(parameter);
        return HostName.of(name)
                .map(host -> Wire.toTree(host.value()))
                .orElseThrow(() -> Refusal.notFound("There is no " + parameter + " " + name));
    }

    private static JsonNode host(JsonNode body, String key) {
        return HostName.of(body.path(key).asString(""))
                .map(host -> Wire.toTree(host.value()))
                .orElseThrow(() -> Refusal.badRequest(
                        "\"" + key + "\" has to be the name of a host in small letters, or an IPv4 address"));
    }

    private static JsonNode hosts(JsonNode body, String key) {
        var given = body.path(key);
        if (given.isMissingNode() || given.isNull()) {
            return Wire.toTree(List.of());
        }
        boolean names = given.isArray()
                && given.size() <= MOST_NAMES
                && given.valueStream()
                        .allMatch(name -> HostName.of(name.asString("")).isPresent());
        if (!names) {
            throw Refusal.badRequest("\"" + key + "\" has to be a list of names of hosts in small letters");
        }
        return given;
    }

    private ProxyJobs recipes() {
        return there(recipes);
    }

    private static <T> T there(@Nullable T part) {
        return Optional.ofNullable(part)
                .orElseThrow(() -> new Refusal(
                        HttpStatus.CONFLICT,
                        "This agent is told of no nginx; set CHANTIER_AGENT_NGINX to the folder that nginx includes"));
    }

    private void start(Context context, AgentRecipe recipe, Map<String, JsonNode> arguments) {
        start(context, recipe, arguments, Map.of());
    }

    private void start(
            Context context, AgentRecipe recipe, Map<String, JsonNode> arguments, Map<String, Secret> secrets) {
        var wanted = new Wanted(recipe, arguments, secrets, Claim.NONE);
        Answer.with(context, new JobCreated(jobs.start(wanted, Asked.agentJobId(context))));
    }
}
