package io.chantier.deployment.web;

import io.chantier.deployment.dokploy.ServerDesk;
import io.chantier.deployment.dokploy.ServerDesk.Listing;
import io.chantier.deployment.dokploy.ServerDesk.Tested;
import io.chantier.deployment.dokploy.ServerForm;
import io.chantier.identity.Caller;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.net.URI;
import java.util.List;
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

/** The servers of others on which sites are put; for the operator. Keys go in and never come out. */
@RestController
@RequestMapping("/api/settings/servers")
class ServerApi {

    private final ServerDesk desk;

    ServerApi(ServerDesk desk) {
        this.desk = desk;
    }

    /**
     * What is left out stays as it is, or as it usually is.
     *
     * @param url {@code http} or {@code https}, a host, perhaps a port
     * @param token the API key, made without a rate limit
     * @param reach {@code http://} and a host, where its public names are not to be asked of the DNS
     * @param certificates {@code none} or {@code letsencrypt}
     */
    record Body(
            @Nullable String name,
            @Nullable String url,
            @Nullable String token,
            @Nullable String reach,
            @Nullable String baseImage,
            @Nullable String certificates,
            @Nullable Integer maxSites,
            @Nullable Integer maxBuilds,
            @Nullable Boolean takesNew) {

        ServerForm over(ServerForm old) {
            return new ServerForm(
                    Objects.requireNonNullElse(name, old.name()).strip(),
                    Objects.requireNonNullElse(url, old.url()).strip(),
                    Objects.requireNonNullElse(token, "").strip(),
                    Objects.requireNonNullElse(reach, old.reach()).strip(),
                    Objects.requireNonNullElse(baseImage, old.baseImage()).strip(),
                    Objects.requireNonNullElse(certificates, old.certificates()),
                    Objects.requireNonNullElse(maxSites, old.maxSites()),
                    Objects.requireNonNullElse(maxBuilds, old.maxBuilds()),
                    Objects.requireNonNullElse(takesNew, old.takesNew()));
        }
    }

    /** @param applications how many the server has, of anybody */
    record Answer(String version, int applications) {}

    @GetMapping
    List<Listing> list() {
        return desk.list();
    }

    @PostMapping
    ResponseEntity<Listing> add(Caller caller, @RequestBody Body body) {
        var id = desk.add(body.over(ServerForm.EMPTY), caller);
        return ResponseEntity.created(URI.create("/api/settings/servers/" + id)).body(find(id));
    }

    @PutMapping("/{id}")
    Listing change(Caller caller, @PathVariable UUID id, @RequestBody Body body) {
        var old = find(id);
        desk.change(
                id,
                body.over(new ServerForm(
                        old.name(),
                        old.url(),
                        "",
                        old.reach(),
                        old.baseImage(),
                        old.certificates(),
                        old.maxSites(),
                        old.maxBuilds(),
                        old.takesNew())),
                caller);
        return find(id);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable UUID id) {
        var _ = find(id);
        if (!desk.remove(id, caller)) throw new ProblemException(Problem.of("server-in-use", 409));
    }

    /** Answers with the problem that a job would end with, where it does not work. */
    @PostMapping("/{id}/test")
    Answer test(@PathVariable UUID id) {
        var _ = find(id);
        return switch (desk.test(id)) {
            case Tested.Works(var version, var applications) -> new Answer(version, applications);
            case Tested.Fails(var why) -> throw new ProblemException(Problem.of(why.code(), 502, why.arguments()));
        };
    }

    private Listing find(UUID id) {
        return desk.find(id).orElseThrow(() -> new ProblemException(Problem.of("not-found", 404)));
    }
}
