package io.chantier.benches.apps.web;

import io.chantier.benches.Placement;
import io.chantier.benches.apps.GroupBenches;
import io.chantier.benches.apps.GroupDesk;
import io.chantier.benches.apps.GroupForm;
import io.chantier.benches.apps.GroupTeams;
import io.chantier.benches.apps.ReleaseGroup;
import io.chantier.benches.making.BenchMaking;
import io.chantier.benches.making.BenchWish;
import io.chantier.identity.Caller;
import io.chantier.values.TeamId;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Sets of apps at versions, of which benches are made; for the operator. */
@RestController
@RequestMapping("/api/release-groups")
class GroupApi {

    private final GroupDesk desk;
    private final GroupBenches benches;
    private final GroupTeams teams;
    private final Placement placement;
    private final BenchMaking making;

    GroupApi(GroupDesk desk, GroupBenches benches, GroupTeams teams, Placement placement, BenchMaking making) {
        this.desk = desk;
        this.benches = benches;
        this.teams = teams;
        this.placement = placement;
        this.making = making;
    }

    /**
     * What is left out stays as it is.
     *
     * @param apps all apps of the group, each with its version
     * @param after the number of the state that was read: 409 where there is a newer one
     */
    record Body(
            @Nullable String name,
            @Nullable Map<String, String> apps,
            @Nullable Integer after) {

        GroupForm over(GroupForm old) {
            return new GroupForm(
                    Objects.requireNonNullElse(name, old.name()), Objects.requireNonNullElse(apps, old.apps()), after);
        }
    }

    /**
     * A bench that is to be made; what is left out is as usual, or chosen.
     *
     * @param image of its container, with the apps at the versions of the group
     * @param database where its MariaDB is, as seen from the container: a host, perhaps a port
     * @param ports what is added to the first of each kind of port
     * @param container {@code docker} or {@code podman}
     */
    record Wanted(
            @Nullable UUID server,
            @Nullable String name,
            @Nullable String image,
            @Nullable String database,
            @Nullable Integer ports,
            @Nullable Integer webWorkers,
            @Nullable Integer backgroundWorkers,
            @Nullable String container,
            @Nullable String registryUrl,
            @Nullable String registryUsername,
            @Nullable String registryPassword) {

        BenchWish wish() {
            var usual = BenchWish.EMPTY;
            return new BenchWish(
                    server == null ? "" : server.toString(),
                    Objects.requireNonNullElse(name, ""),
                    Objects.requireNonNullElse(image, ""),
                    Objects.requireNonNullElse(database, ""),
                    ports == null ? "" : ports.toString(),
                    webWorkers == null ? usual.webWorkers() : webWorkers.toString(),
                    backgroundWorkers == null ? usual.backgroundWorkers() : backgroundWorkers.toString(),
                    Objects.requireNonNullElse(container, usual.container()),
                    new BenchWish.Registry(
                            Objects.requireNonNullElse(registryUrl, ""),
                            Objects.requireNonNullElse(registryUsername, ""),
                            Objects.requireNonNullElse(registryPassword, "")));
        }

        @Override
        public String toString() {
            return "Wanted[" + name + ", " + image + "]";
        }
    }

    /** @param number the state that the bench is made of; the newest when left out */
    record Standing(@Nullable Integer number) {}

    /** @param teams their ids; an empty list means all, and a list there has to be */
    record Reservation(@Nullable List<UUID> teams) {}

    @GetMapping
    List<GroupView> list() {
        return desk.list().stream().map(this::view).toList();
    }

    @PostMapping
    ResponseEntity<GroupView> add(Caller caller, @RequestBody Body body) {
        var id = desk.add(body.over(GroupForm.EMPTY), caller);
        return ResponseEntity.created(URI.create("/api/release-groups/" + id)).body(view(find(id)));
    }

    @GetMapping("/{id}")
    GroupView show(@PathVariable UUID id) {
        return view(find(id));
    }

    /** Makes a new state where the apps differ. */
    @PutMapping("/{id}")
    GroupView change(Caller caller, @PathVariable UUID id, @RequestBody Body body) {
        var group = find(id);
        return view(desk.change(group, body.over(GroupForm.of(group)), caller));
    }

    /** Only where no bench is made of it. */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable UUID id) {
        desk.remove(find(id), caller);
    }

    /** Newest first. */
    @GetMapping("/{id}/states")
    List<GroupView.State> states(@PathVariable UUID id) {
        return desk.states(find(id)).stream().map(GroupView.State::of).toList();
    }

    /**
     * What changes for a site on its way to this state.
     *
     * @param from the number of the state that it comes from
     * @param group the group of that state; the same one when left out
     */
    @GetMapping("/{id}/states/{number}/difference")
    GroupView.Changes difference(
            @PathVariable UUID id,
            @PathVariable int number,
            @RequestParam int from,
            @RequestParam(required = false) @Nullable UUID group) {
        var to = state(find(id), number);
        return GroupView.Changes.of(desk.difference(state(find(group == null ? id : group), from), to));
    }

    /** Has a bench made of the newest state; it stands in the group once its server lists it. */
    @PostMapping("/{id}/benches")
    ResponseEntity<GroupView.Making> make(Caller caller, @PathVariable UUID id, @RequestBody Wanted body) {
        var order = making.order(find(id), body.wish(), caller);
        return ResponseEntity.accepted()
                .location(URI.create("/api/agent-jobs/" + order.job()))
                .body(GroupView.Making.of(order));
    }

    /** Says that a bench is made of the group. */
    @PutMapping("/{id}/benches/{bench}")
    GroupView stand(Caller caller, @PathVariable UUID id, @PathVariable UUID bench, @RequestBody Standing body) {
        var group = find(id);
        var number = body.number();
        benches.stand(bench, group, number == null ? group.current() : state(group, number), caller);
        return view(group);
    }

    @DeleteMapping("/{id}/benches/{bench}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void leave(Caller caller, @PathVariable UUID id, @PathVariable UUID bench) {
        benches.leave(bench, find(id), caller);
    }

    /** Says which teams may have new sites there. */
    @PutMapping("/{id}/teams")
    GroupView reserve(Caller caller, @PathVariable UUID id, @RequestBody Reservation body) {
        var group = find(id);
        var wanted = body.teams();
        if (wanted == null) throw new ProblemException(Problem.ofField("teams", "required", Map.of()));
        teams.reserve(group, wanted.stream().map(TeamId::new).toList(), caller);
        return view(group);
    }

    /** Where the next site of the group would go; nothing is reserved. */
    @GetMapping("/{id}/placement")
    Placement.Place.Found place(@PathVariable UUID id) {
        var group = find(id);
        return switch (placement.inGroup(id)) {
            case Placement.Place.Found found -> found;
            case Placement.Place.Nowhere(var passed) -> throw nowhere(group, passed);
        };
    }

    private static ProblemException nowhere(ReleaseGroup group, List<Placement.PassedOver> passed) {
        if (passed.isEmpty()) {
            return new ProblemException(Problem.of("no-bench-of-group", 409, Map.of("name", group.name())));
        }
        var servers = passed.stream()
                .map(server -> server.server() + " (" + server.why() + ")")
                .collect(Collectors.joining(", "));
        return new ProblemException(
                Problem.of("no-room-for-site", 409, Map.of("name", group.name(), "servers", servers)));
    }

    private GroupView view(ReleaseGroup group) {
        return GroupView.of(group, benches.of(group), making.of(group), teams.of(group));
    }

    private ReleaseGroup find(UUID id) {
        return desk.find(id).orElseThrow(() -> new ProblemException(Problem.of("not-found", 404)));
    }

    private ReleaseGroup.State state(ReleaseGroup group, int number) {
        return desk.state(group, number).orElseThrow(() -> new ProblemException(Problem.of("not-found", 404)));
    }
}
