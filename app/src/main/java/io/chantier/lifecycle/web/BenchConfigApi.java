package io.chantier.lifecycle.web;

import io.chantier.benches.hosting.BenchConfig.Setting;
import io.chantier.benches.hosting.ConfigChange;
import io.chantier.identity.Caller;
import io.chantier.lifecycle.BenchConfigDesk;
import io.chantier.lifecycle.web.WorkApi.Accepted;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The configuration of a site on a bench. */
@RestController
@RequestMapping("/api/sites/{slug}/config")
class BenchConfigApi {

    private final SiteFinder sites;
    private final BenchConfigDesk desk;

    BenchConfigApi(SiteFinder sites, BenchConfigDesk desk) {
        this.sites = sites;
        this.desk = desk;
    }

    /** @param entries every key that is set, in the order of their names; of a secret only that it is set */
    record Configuration(List<Setting> entries) {}

    /**
     * What is to change.
     *
     * @param set values by their keys: text, number, true, false, array or object
     * @param remove keys that are to go
     */
    record Body(
            @Nullable Map<String, JsonNode> set, @Nullable List<@Nullable String> remove) {}

    @GetMapping
    @Operation(summary = "The configuration as the agent tells it now, without secrets")
    Configuration show(Caller caller, @PathVariable String slug) {
        return new Configuration(desk.of(sites.find(caller, slug)));
    }

    @PatchMapping
    @Operation(summary = "Sets and removes keys of the configuration; all of them or none")
    ResponseEntity<Accepted> change(Caller caller, @PathVariable String slug, @RequestBody Body body) {
        var remove = Objects.requireNonNullElse(body.remove(), List.<@Nullable String>of());
        if (remove.stream().anyMatch(Objects::isNull)) {
            throw new ProblemException(Problem.ofField("remove", "malformed", Map.of()));
        }
        var change = ConfigChange.of(
                Objects.requireNonNullElse(body.set(), Map.of()),
                new LinkedHashSet<>(remove.stream().filter(Objects::nonNull).toList()));
        return WorkApi.answer(desk.change(sites.find(caller, slug), change, caller));
    }
}
