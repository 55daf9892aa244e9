package io.chantier.agent;

import io.chantier.agent.nginx.HostName;
import io.chantier.agent.nginx.Proxy;
import io.chantier.agent.nginx.Proxy.Turn;
import io.chantier.agent.nginx.SiteState;
import io.chantier.agent.secrets.JobSecrets;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import io.chantier.protocol.Wire;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The jobs of the contract that are about the proxy. What is asked for happens in one step, which can be taken back as a
 * whole; the other steps of the contract say that their part of it is done.
 */
final class ProxyJobs {

    static final String CERTIFICATE = "certificate";
    static final String WILDCARDS = "wildcards";

    private final Proxy proxy;
    private final JobSecrets secrets;

    ProxyJobs(Proxy proxy, JobSecrets secrets) {
        this.proxy = proxy;
        this.secrets = secrets;
    }

    List<AgentRecipe> all() {
        return Stream.<AgentRecipe>of(
                        addUpstream(),
                        renameUpstream(),
                        addSite(),
                        addDomain(),
                        removeSite(),
                        renameSite(),
                        setState(),
                        addHost(),
                        removeHost(),
                        addWildcards(),
                        redirect(),
                        removeRedirects(),
                        reload())
                .toList();
    }

    AgentRecipe addUpstream() {
        return recipe(
                "add-upstream",
                "Add Upstream to Proxy",
                "add_upstream_job",
                order -> List.of(
                        step("Add Upstream Directory", turn -> proxy.addUpstream(turn, order.host("upstream"))),
                        reloaded()));
    }

    AgentRecipe renameUpstream() {
        return recipe(
                "rename-upstream",
                "Rename Upstream",
                "rename_upstream_job",
                order -> List.of(
                        step(
                                "Rename Upstream Directory",
                                turn -> proxy.renameUpstream(turn, order.host("upstream"), order.host("name"))),
                        reloaded()));
    }

    AgentRecipe addSite() {
        return recipe("add-site-to-upstream", "Add Site to Upstream", "add_site_to_upstream_job", this::added);
    }

    AgentRecipe addDomain() {
        return recipe("add-domain-to-upstream", "Add Domain to Upstream", "add_domain_to_upstream_job", this::added);
    }

    private List<Step> added(ProxyOrder order) {
        return List.of(
                part("Remove Conflicting Site"),
                step(
                        "Add Site File to Upstream Directory",
                        turn -> proxy.addSite(turn, order.host("upstream"), order.host("name"))),
                reloaded());
    }

    AgentRecipe removeSite() {
        return recipe(
                "remove-site-from-upstream",
                "Remove Site from Upstream",
                "remove_site_from_upstream_job",
                order -> List.of(step(
                        "Remove Site File from Upstream Directory",
                        turn -> proxy.removeSites(
                                turn,
                                order.host("upstream"),
                                Stream.concat(Stream.of(order.host("name")), order.hosts("extra_domains").stream())
                                        .toList()))));
    }

    AgentRecipe renameSite() {
        return recipe(
                "rename-site-on-upstream",
                "Rename Site on Upstream",
                "rename_site_on_upstream_job",
                order -> List.of(
                        part("Remove Conflicting Site"),
                        step(
                                "Rename Site File in Upstream Directory",
                                turn -> proxy.renameSite(
                                        turn, order.host("upstream"), order.host("name"), order.host("new_name"))),
                        part("Rename Site in Host Directory"),
                        reloaded()));
    }

    AgentRecipe setState() {
        return recipe("update-site-status", "Update Site Status", "update_site_status_job", order -> {
            var state = SiteState.of(order.text("status")).orElseThrow();
            return List.of(
                    step(
                            "Update Site File",
                            turn -> proxy.setState(
                                    turn,
                                    order.host("upstream"),
                                    order.host("name"),
                                    order.hosts("extra_domains"),
                                    state)),
                    reloaded());
        });
    }

    AgentRecipe addHost() {
        return new ProxyRecipe("add-host", "Add Host to Proxy", "add_host_job", job -> {
            var order = ProxyOrder.of(job);
            return List.of(
                    step(
                            "Add Host to Proxy",
                            turn -> proxy.addHost(
                                    turn,
                                    order.host("name").value(),
                                    Optional.of(order.host("target")),
                                    ProxyOrder.certificate(Wire.tree(
                                            secrets.of(job, CERTIFICATE).reveal())))),
                    reloaded());
        });
    }

    AgentRecipe removeHost() {
        return recipe(
                "remove-host",
                "Remove Host from Proxy",
                "remove_host_job",
                order -> List.of(step("Remove Host from Proxy", turn -> proxy.removeHost(turn, order.text("name")))));
    }

    AgentRecipe addWildcards() {
        return new ProxyRecipe(
                "add-wildcard-hosts",
                "Add Wildcard Hosts to Proxy",
                "add_wildcard_hosts_job",
                job -> List.of(
                        step("Add Wildcard Hosts to Proxy", turn -> proxy.addWildcards(turn, wildcards(job))),
                        reloaded()));
    }

    private Map<HostName, Map<String, String>> wildcards(JobOrder job) {
        var wildcards = new LinkedHashMap<HostName, Map<String, String>>();
        Wire.tree(secrets.of(job, WILDCARDS).reveal())
                .forEach(wildcard -> wildcards.put(
                        new HostName(wildcard.path("domain").asString("")),
                        ProxyOrder.certificate(wildcard.path("certificate"))));
        return wildcards;
    }

    AgentRecipe redirect() {
        return recipe(
                "setup-redirects",
                "Setup Redirects on Hosts",
                "setup_redirects_job",
                order -> List.of(
                        step(
                                "Setup Redirect on Host",
                                turn -> proxy.redirect(turn, order.hosts("domains"), order.host("target"))),
                        reloaded()));
    }

    AgentRecipe removeRedirects() {
        return recipe(
                "remove-redirects",
                "Remove Redirects on Hosts",
                "remove_redirects_job",
                order -> List.of(
                        step("Remove Redirect on Host", turn -> proxy.removeRedirects(turn, order.hosts("domains")))));
    }

    AgentRecipe reload() {
        return recipe(
                "reload-nginx",
                "Reload NGINX Job",
                "reload_nginx_job",
                _ -> List.of(step("Reload NGINX", proxy::reload)));
    }

    @FunctionalInterface
    private interface Work {
        StepOutcome run(Turn turn) throws InterruptedException;
    }

    private static Step step(String name, Work work) {
        return Step.named(name, context -> work.run(new Turn(context, name)));
    }

    /** What is a step of its own in the contract, and happens together with its neighbour here. */
    private static Step part(String name) {
        return Step.named(name, _ -> StepOutcome.done());
    }

    private static Step reloaded() {
        return part("Reload NGINX");
    }

    private static AgentRecipe recipe(
            String kind, String name, String function, Function<ProxyOrder, List<Step>> list) {
        return new ProxyRecipe(kind, name, function, job -> list.apply(ProxyOrder.of(job)));
    }

    private record ProxyRecipe(String kind, String name, String function, Function<JobOrder, List<Step>> list)
            implements AgentRecipe {

        @Override
        public List<Step> steps(JobOrder order) {
            return list.apply(order);
        }
    }
}
