package io.chantier.lifecycle.web;

import io.chantier.identity.Caller;
import io.chantier.lifecycle.BenchLife;
import io.chantier.lifecycle.Urgency;
import io.chantier.lifecycle.web.WorkApi.Accepted;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Closing and opening sites on benches, letting go of them, going in as their administrator. */
@RestController
@RequestMapping("/api/sites/{slug}")
class BenchLifeApi {

    private final SiteFinder sites;
    private final BenchLife benches;

    BenchLifeApi(SiteFinder sites, BenchLife benches) {
        this.sites = sites;
        this.benches = benches;
    }

    /** @param reason stands in the audit log */
    record Entry(@Nullable String reason) {}

    /** @param url lets whoever has it in */
    record Door(String url) {}

    @PostMapping("/suspension")
    @Operation(summary = "Closes a site on a bench for now; its data stay")
    ResponseEntity<Accepted> suspend(Caller caller, @PathVariable String slug) {
        return WorkApi.answer(benches.suspend(sites.find(caller, slug), caller, Urgency.ONE));
    }

    @DeleteMapping("/suspension")
    @Operation(summary = "Opens a suspended site on a bench again, once it answers")
    ResponseEntity<Accepted> resume(Caller caller, @PathVariable String slug) {
        return WorkApi.answer(benches.resume(sites.find(caller, slug), caller, Urgency.ONE));
    }

    @DeleteMapping("/adoption")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Takes an adopted site off the list; on its bench it lives on")
    void letGo(Caller caller, @PathVariable String slug) {
        benches.letGo(sites.find(caller, slug), caller);
    }

    @PostMapping("/administrator")
    @Operation(summary = "An address that lets in as the site's own administrator; the reason goes to the audit log")
    ResponseEntity<Door> administrator(
            Caller caller, @PathVariable String slug, @RequestBody(required = false) @Nullable Entry wanted) {
        var reason = wanted == null ? "" : Objects.requireNonNullElse(wanted.reason(), "");
        var address = benches.administrator(sites.find(caller, slug), reason, caller);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new Door(address.toString()));
    }
}
