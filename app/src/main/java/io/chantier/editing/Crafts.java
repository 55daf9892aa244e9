package io.chantier.editing;

import io.chantier.editing.Change.State;
import io.chantier.generation.SitePrices;
import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.lifecycle.Requests;
import io.chantier.lifecycle.SiteJobs;
import io.chantier.lifecycle.SiteJobs.Ordered;
import io.chantier.metering.Estimate;
import io.chantier.rendering.Components;
import io.chantier.sites.Revisions;
import io.chantier.sites.Site;
import io.chantier.sites.Sites;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Operators have the author change a component where the data cannot say what people ask for, read it, and say yes or no. */
@Service
public class Crafts {

    public static final int LONGEST_REASON = 500;

    private static final String MESSAGE = "component";
    private static final String OTHERWISE = "Hero";

    private final Changes changes;
    private final Store store;
    private final SiteJobs jobs;
    private final Components components;
    private final SitePrices prices;
    private final Audit audit;

    Crafts(Changes changes, Store store, SiteJobs jobs, Components components, SitePrices prices, Audit audit) {
        this.changes = changes;
        this.store = store;
        this.jobs = jobs;
        this.components = components;
        this.prices = prices;
        this.audit = audit;
    }

    /** Where versions of sites and requests lie. */
    @Component
    record Store(Sites sites, Revisions revisions, ChangeRows rows) {}

    /** The sections of which one may be changed. */
    public List<String> sections() {
        return components.sections();
    }

    /** The section that the request most likely means: the one that it names. */
    public String likely(Change change) {
        var craft = change.craft();
        if (craft != null && !craft.component().isEmpty()) return craft.component();
        var words = (change.asked().words() + " " + (craft == null ? "" : craft.missing())).toLowerCase(Locale.ROOT);
        return sections().stream()
                .filter(section -> words.contains(section.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(OTHERWISE);
    }

    /** What it will cost; empty where the author costs nothing. */
    public Optional<Estimate> estimate() {
        return prices.perComponent();
    }

    /**
     * Has the author change a component for what somebody asked.
     *
     * @throws ProblemException saying what is wrong, or who works on the site already
     */
    @Transactional
    public Change begin(Site asked, UUID id, String section, Caller caller) {
        var site = store.sites().lock(asked.team(), asked.id());
        var change = open(site, id);
        if (!sections().contains(section))
            throw new ProblemException(Problem.ofField("component", "unknown-value", Map.of()));
        if (!components.canCompile()) throw refused("sandbox-missing", Map.of());
        if (!store.rows().crafting(site, id, section)) throw over();
        switch (jobs.change(site, id, Requests.Kind.COMPONENT)) {
            case Ordered.Begun(var job) -> store.rows().begun(site, id, job.value());
            case Ordered.Busy(var job) -> throw refused("site-busy", Map.of("job", job.toString()));
            case Ordered.NotNow(var state) -> throw refused("site-state", Map.of("state", state.name()));
            case Ordered.NotApproved() -> throw new IllegalStateException("Asking asks nobody");
        }
        var about = Map.of("request", change.id().toString(), "component", section);
        audit.write(caller, "component.ask", site.id().toString(), about);
        return find(site, id);
    }

    /** A file before and after, as text. */
    public record Source(String path, String before, String after) {}

    /** What would differ; empty where there is no proposal. */
    public List<Source> sources(Site site, Change change) {
        var made = made(change);
        if (made == null || store.revisions().find(site, made.base()).isEmpty()) return List.of();
        var before = seen(site, change, made);
        return made.sources().entrySet().stream()
                .map(file -> new Source(
                        file.getKey(),
                        new String(before.getOrDefault(file.getKey(), new byte[0]), StandardCharsets.UTF_8),
                        file.getValue()))
                .toList();
    }

    /** The newest version as it would be; empty where there is no proposal. */
    public Optional<SortedMap<String, byte[]>> draft(Site site, Change change) {
        var made = made(change);
        var newest = site.status().revision();
        if (made == null || newest == null) return Optional.empty();
        return Optional.of(with(store.revisions().files(site, newest), made));
    }

    /**
     * Makes the component the site's, as a version by whoever says yes; the whole gate looks at it before it goes online.
     *
     * @param digest of what they read
     * @throws ProblemException where that is not what is proposed, or somebody changed these files meanwhile
     */
    @Transactional
    public Change accept(Site asked, UUID id, String digest, Caller caller) {
        var site = store.sites().lock(asked.team(), asked.id());
        var change = open(site, id);
        var made = made(change);
        var newest = site.status().revision();
        if (made == null || newest == null || change.state() != State.PROPOSED) throw over();
        if (!made.digest().equals(digest)) throw refused("component-overtaken", Map.of());
        var base = store.revisions().files(site, made.base());
        var files = store.revisions().files(site, newest);
        for (var path : made.sources().keySet())
            if (!Arrays.equals(base.get(path), files.get(path))) throw refused("component-overtaken", Map.of());
        var revision = store.revisions().commit(site, with(files, made), MESSAGE, caller.name());
        store.sites().change(site.team(), site.id(), now -> now.at(revision.id()));
        decide(site, change, State.APPLIED, new Change.Decision(caller.name(), Instant.EPOCH, revision.id(), ""));
        audit.write(
                caller,
                "component.accept",
                site.id().toString(),
                Map.of("request", id.toString(), "digest", digest, "revision", revision.id()));
        return changes.told(site, id);
    }

    /** @throws ProblemException where no reason is given, or it was decided already */
    @Transactional
    public Change decline(Site asked, UUID id, String typed, Caller caller) {
        var reason = typed.replace("\0", "").strip();
        if (reason.isEmpty()) throw new ProblemException(Problem.ofField("reason", "required", Map.of()));
        if (reason.length() > LONGEST_REASON)
            throw new ProblemException(
                    Problem.ofField("reason", "longer-than", Map.of("longest", Integer.toString(LONGEST_REASON))));
        var site = store.sites().lock(asked.team(), asked.id());
        var change = open(site, id);
        decide(site, change, State.DISCARDED, new Change.Decision(caller.name(), Instant.EPOCH, null, reason));
        audit.write(
                caller, "component.decline", site.id().toString(), Map.of("request", id.toString(), "reason", reason));
        return changes.told(site, id);
    }

    private void decide(Site site, Change change, State state, Change.Decision decision) {
        if (!store.rows().decided(site, change, state, decision)) throw over();
    }

    private Change open(Site site, UUID id) {
        var change = find(site, id);
        if (change.craft() == null || change.state() == State.ASKED || change.decision() != null) throw over();
        return change;
    }

    private Change find(Site site, UUID id) {
        return changes.find(site, id);
    }

    private SortedMap<String, byte[]> seen(Site site, Change change, Change.Made made) {
        var craft = change.craft();
        var files = store.revisions().files(site, made.base());
        return craft == null
                ? new TreeMap<>()
                : components
                        .part(craft.component(), files)
                        .map(Components.Part::files)
                        .orElse(new TreeMap<>());
    }

    private static Change.@Nullable Made made(Change change) {
        var craft = change.craft();
        return craft == null ? null : craft.made();
    }

    private static SortedMap<String, byte[]> with(SortedMap<String, byte[]> files, Change.Made made) {
        var all = new TreeMap<>(files);
        made.sources().forEach((path, text) -> all.put(path, text.getBytes(StandardCharsets.UTF_8)));
        return all;
    }

    private static ProblemException over() {
        return refused("change-over", Map.of());
    }

    private static ProblemException refused(String code, Map<String, String> arguments) {
        return new ProblemException(Problem.of(code, 409, arguments));
    }
}
