package io.chantier.benches.web;

import io.chantier.benches.making.BenchRemoval;
import io.chantier.benches.servers.Adoption;
import io.chantier.benches.servers.Bench;
import io.chantier.benches.servers.BenchServerDesk;
import io.chantier.benches.servers.BenchServerDesk.Listing;
import io.chantier.benches.servers.BenchServerForm;
import io.chantier.benches.servers.BenchSites;
import io.chantier.identity.Caller;
import io.chantier.outbound.Fingerprint;
import io.chantier.values.TeamId;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The servers with an agent; for the operator. Passwords go in and never come out. */
@RestController
@RequestMapping("/api/bench-servers")
class BenchServerApi {

    private final BenchServerDesk desk;
    private final BenchSites sites;
    private final Adoption adoption;
    private final BenchRemoval removal;

    BenchServerApi(BenchServerDesk desk, BenchSites sites, Adoption adoption, BenchRemoval removal) {
        this.desk = desk;
        this.sites = sites;
        this.adoption = adoption;
        this.removal = removal;
    }

    /**
     * What is left out stays as it is, or as it usually is.
     *
     * @param url {@code https}, a host, perhaps a port and a path
     * @param password of the agent
     * @param databasePassword of the root user of its MariaDB
     * @param reach where its sites answer; empty for the host of the agent
     * @param certificate the SHA-256 of the only certificate that is believed; empty where this machine judges
     */
    record Body(
            @Nullable String name,
            @Nullable String url,
            @Nullable String password,
            @Nullable String databasePassword,
            @Nullable String reach,
            @Nullable String certificate,
            @Nullable Boolean takesNew,
            @Nullable Integer maxSites) {

        BenchServerForm over(BenchServerForm old) {
            return new BenchServerForm(
                    Objects.requireNonNullElse(name, old.name()).strip(),
                    Objects.requireNonNullElse(url, old.url()).strip(),
                    Objects.requireNonNullElse(password, ""),
                    Objects.requireNonNullElse(databasePassword, ""),
                    Objects.requireNonNullElse(reach, old.reach()).strip(),
                    Objects.requireNonNullElse(certificate, old.certificate()).strip(),
                    Objects.requireNonNullElse(takesNew, old.takesNew()),
                    Objects.requireNonNullElse(maxSites, old.maxSites()));
        }

        @Override
        public String toString() {
            return "Body[" + name + ", " + url + "]";
        }
    }

    /** @param ours those of its sites that are ours */
    record BenchOn(Bench bench, List<String> ours) {}

    /**
     * A site that was there before us.
     *
     * @param team that has it from now on; the caller's where it is left out
     */
    record Wanted(
            @Nullable UUID bench,
            @Nullable String host,
            @Nullable UUID team) {}

    record Adopted(String slug) {}

    record Shown(@Nullable String fingerprint) {}

    /** @param job of the agent */
    record Ordered(UUID job) {}

    @GetMapping
    List<Listing> list() {
        return desk.list();
    }

    /** Looks at it at once; what it sees, or why it does not, is its condition. */
    @PostMapping
    ResponseEntity<Listing> add(Caller caller, @RequestBody Body body) {
        var id = desk.add(body.over(BenchServerForm.EMPTY), caller);
        return ResponseEntity.created(URI.create("/api/bench-servers/" + id)).body(find(id));
    }

    @GetMapping("/{id}")
    Listing show(@PathVariable UUID id) {
        return find(id);
    }

    @PutMapping("/{id}")
    Listing change(Caller caller, @PathVariable UUID id, @RequestBody Body body) {
        var old = find(id);
        var form = new BenchServerForm(
                old.name(), old.url(), "", "", old.reach(), old.certificate(), old.takesNew(), old.maxSites());
        desk.change(id, body.over(form), caller);
        return find(id);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable UUID id) {
        var _ = find(id);
        if (!desk.remove(id, caller)) throw new ProblemException(Problem.of("bench-server-in-use", 409));
    }

    /** Answers with the problem that a job would end with, where it does not work. */
    @PostMapping("/{id}/test")
    Listing test(@PathVariable UUID id) {
        var _ = find(id);
        desk.test(id).ifPresent(why -> {
            throw new ProblemException(Problem.of(why.code(), 502, why.arguments()));
        });
        return find(id);
    }

    /** From now on this certificate is believed and no other. */
    @PutMapping("/{id}/certificate")
    Listing confirm(Caller caller, @PathVariable UUID id, @RequestBody Shown shown) {
        var _ = find(id);
        var read = Fingerprint.parse(Objects.requireNonNullElse(shown.fingerprint(), ""))
                .orElseThrow(() -> new ProblemException(Problem.ofField("fingerprint", "not-a-fingerprint", Map.of())));
        desk.confirm(id, read, caller);
        return find(id);
    }

    @GetMapping("/{id}/benches")
    List<BenchOn> benches(@PathVariable UUID id) {
        var _ = find(id);
        return desk.benchesOn(id).stream()
                .map(bench -> new BenchOn(bench, sites.takenOn(bench.id())))
                .toList();
    }

    /** Has its agent put it away; 409 as long as it has sites, ours or not. */
    @DeleteMapping("/{id}/benches/{bench}")
    ResponseEntity<Ordered> archive(Caller caller, @PathVariable UUID id, @PathVariable UUID bench) {
        var _ = find(id);
        var job = removal.archive(desk.bench(id, bench), caller);
        return ResponseEntity.accepted()
                .location(URI.create("/api/agent-jobs/" + job))
                .body(new Ordered(job));
    }

    /** Makes a site of ours of one that the bench had before us; nothing is done to it. */
    @PostMapping("/{id}/adoptions")
    ResponseEntity<Adopted> adopt(Caller caller, @PathVariable UUID id, @RequestBody Wanted wanted) {
        var _ = find(id);
        if (wanted.bench() == null) throw new ProblemException(Problem.ofField("bench", "required", Map.of()));
        if (wanted.host() == null) throw new ProblemException(Problem.ofField("host", "required", Map.of()));
        var team = wanted.team() == null ? caller.team() : new TeamId(wanted.team());
        var slug = adoption.adopt(wanted.bench(), wanted.host(), team, caller)
                .slug()
                .value();
        return ResponseEntity.created(URI.create("/api/sites/" + slug)).body(new Adopted(slug));
    }

    /** Takes an adopted site off our list again; on its bench nothing is done. */
    @DeleteMapping("/{id}/adoptions/{bench}/{host}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void letGo(Caller caller, @PathVariable UUID id, @PathVariable UUID bench, @PathVariable String host) {
        var _ = find(id);
        adoption.letGo(bench, host, caller);
    }

    private Listing find(UUID id) {
        return desk.find(id).orElseThrow(() -> new ProblemException(Problem.of("not-found", 404)));
    }
}
