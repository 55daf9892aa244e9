package io.chantier.benches.apps;

import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.web.Problem;
import io.chantier.web.Problem.FieldProblem;
import io.chantier.web.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the operator does with release groups: put apps together, bring them to other versions, say which benches they have. */
@Service
public class GroupDesk {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._()+-]{0,59}");

    private final GroupRows rows;
    private final AppRows apps;
    private final GroupBenches benches;
    private final Audit audit;
    private final Clock clock;

    GroupDesk(GroupRows rows, AppRows apps, GroupBenches benches, Audit audit, Clock clock) {
        this.rows = rows;
        this.apps = apps;
        this.benches = benches;
        this.audit = audit;
        this.clock = clock;
    }

    /** By name. */
    public List<ReleaseGroup> list() {
        return rows.all();
    }

    public Optional<ReleaseGroup> find(UUID id) {
        return rows.find(id);
    }

    /** Newest first. */
    public List<ReleaseGroup.State> states(ReleaseGroup group) {
        return rows.states(group.id());
    }

    public Optional<ReleaseGroup.State> state(ReleaseGroup group, int number) {
        return rows.states(group.id()).stream()
                .filter(state -> state.number() == number)
                .findFirst();
    }

    /** What changes for a site on the way from one lineup to the other. */
    public Difference difference(ReleaseGroup.State from, ReleaseGroup.State to) {
        return Difference.between(from.lineup(), to.lineup(), apps.releases());
    }

    @Transactional
    public UUID add(GroupForm form, Caller caller) {
        var lineup = checked(form);
        var id = UUID.randomUUID();
        var now = clock.instant();
        if (!rows.add(id, form.name(), now)) throw taken(form);
        rows.addState(id, new ReleaseGroup.State(1, lineup, caller.name(), now));
        audit.write(caller, "group.add", id.toString(), Map.of("name", form.name()));
        return id;
    }

    /** Gives it this name, and a new state where the apps differ. */
    @Transactional
    public ReleaseGroup change(ReleaseGroup group, GroupForm form, Caller caller) {
        rows.lock(group.id());
        var now = rows.find(group.id()).orElseThrow(() -> new ProblemException(Problem.of("not-found", 404)));
        var after = form.after();
        if (after != null && after != now.current().number()) {
            throw new ProblemException(Problem.of("group-changed", 409, Map.of("name", now.name())));
        }
        boolean isSame = now.current().lineup().versions().equals(new TreeMap<>(form.apps()));
        var lineup = isSame ? named(form, now.current().lineup()) : checked(form);
        if (!form.name().equals(now.name()) && !rows.rename(now.id(), form.name())) throw taken(form);
        if (!isSame) rows.addState(now.id(), next(now, lineup, caller, clock.instant()));
        audit.write(caller, "group.change", now.id().toString(), Map.of("name", form.name()));
        return rows.find(now.id()).orElseThrow();
    }

    /** Only one that no bench ever was made of. */
    @Transactional
    public void remove(ReleaseGroup group, Caller caller) {
        rows.lock(group.id());
        int count = benches.count(group.id());
        if (count > 0) {
            var words = Map.of("name", group.name(), "count", Integer.toString(count));
            throw new ProblemException(Problem.of("group-in-use", 409, words));
        }
        rows.remove(group.id());
        audit.write(caller, "group.remove", group.id().toString(), Map.of("name", group.name()));
    }

    private static ReleaseGroup.State next(ReleaseGroup group, Lineup lineup, Caller caller, Instant now) {
        return new ReleaseGroup.State(group.current().number() + 1, lineup, caller.name(), now);
    }

    private static Lineup named(GroupForm form, Lineup lineup) {
        if (!NAME.matcher(form.name()).matches()) {
            throw new ProblemException(Problem.ofField("name", "not-a-group-name", Map.of()));
        }
        return lineup;
    }

    /** The releases that the form names, or a problem per field. */
    private Lineup checked(GroupForm form) {
        var wrong = new ArrayList<FieldProblem>();
        if (!NAME.matcher(form.name()).matches()) {
            wrong.add(new FieldProblem("name", "not-a-group-name", Map.of()));
        }
        var releases = new ArrayList<AppRelease>();
        for (var chosen : new TreeMap<>(form.apps()).entrySet()) {
            release(chosen.getKey(), chosen.getValue())
                    .ifPresentOrElse(
                            releases::add,
                            () -> wrong.add(new FieldProblem(
                                    "apps[" + chosen.getKey() + "]",
                                    "no-such-release",
                                    Map.of("app", chosen.getKey(), "version", chosen.getValue()))));
        }
        var lineup = Lineup.of(releases);
        // What an unknown release would bring is not known either.
        if (wrong.isEmpty()) wrong.addAll(lineup.faults());
        if (!wrong.isEmpty()) throw new ProblemException(Problem.ofFields(wrong));
        return lineup;
    }

    private Optional<AppRelease> release(String app, String version) {
        if (!AppName.isAppName(app)) return Optional.empty();
        return Version.parse(version).flatMap(number -> apps.release(new AppName(app), number));
    }

    private static ProblemException taken(GroupForm form) {
        return new ProblemException(Problem.ofField("name", "taken", Map.of("value", form.name())));
    }
}
