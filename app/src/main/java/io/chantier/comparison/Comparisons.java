package io.chantier.comparison;

import io.chantier.checks.Finding;
import io.chantier.checks.Findings;
import io.chantier.checks.PageQuality;
import io.chantier.checks.PageQuality.Page;
import io.chantier.checks.PageQuality.Score;
import io.chantier.comparison.Comparison.Kept;
import io.chantier.comparison.Comparison.Side;
import io.chantier.deployment.Deployments;
import io.chantier.reading.Fact;
import io.chantier.reading.OldPage;
import io.chantier.reading.OldPages;
import io.chantier.reading.Sources;
import io.chantier.sites.Revisions;
import io.chantier.sites.Site;
import io.chantier.storage.Release;
import io.chantier.storage.Releases;
import io.chantier.values.Digest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Measures both pages and counts what became of the facts. */
@Component
public class Comparisons {

    private static final String PROVENANCE = "data/provenance.json";

    private final Before before;
    private final After after;
    private final PageQuality quality;
    private final Remembered<Weighed, Measured> measured = new Remembered<>(2_000);
    private final Remembered<String, Set<String>> stated = new Remembered<>(2_000);
    private final JsonMapper json;

    Comparisons(Before before, After after, PageQuality quality, JsonMapper json) {
        this.before = before;
        this.after = after;
        this.quality = quality;
        this.json = json;
    }

    /** What is known of the old site. */
    @Component
    record Before(OldPages pages, Sources sources) {}

    /** What is known of the new one. */
    @Component
    record After(Deployments deployments, Releases releases, NewPages pages, Revisions revisions, Findings findings) {}

    public Comparison of(Site site) {
        return new Comparison(before(site), after(site), kept(site));
    }

    /** The release whose first page is compared. */
    Optional<Release> release(Site site) {
        return after.deployments()
                .shown(site)
                .flatMap(digest -> after.releases().find(site.team(), site.id().value(), digest));
    }

    private Optional<Side> before(Site site) {
        return before.pages()
                .find(site.team(), site.id())
                .flatMap(old -> measured.of(
                                new Weighed(old.original(), old.weight()),
                                () -> before.pages().text(old.original()).map(html -> measure(old, html)))
                        .map(worth -> worth.at(old.address())));
    }

    private Optional<Side> after(Site site) {
        return after.deployments()
                .shown(site)
                .flatMap(digest -> measured.of(
                                new Weighed(digest, null),
                                () -> release(site)
                                        .flatMap(after.pages()::first)
                                        .map(this::measure))
                        .map(worth -> worth.at(after.deployments().of(site).toString())));
    }

    private Measured measure(OldPages.Kept old, String html) {
        return measure(new Page(html, old.weight().bytes(), old.weight().strangers()));
    }

    private Measured measure(Page page) {
        return new Measured(page.bytes(), quality.of(page));
    }

    /** A page by its content and, where that is not all of it, what is loaded with it. */
    private record Weighed(Digest page, OldPage.@Nullable Weight weight) {}

    /** What a page is worth, wherever it stands. */
    private record Measured(long bytes, List<Score> scores) {

        Side at(String address) {
            return new Side(address, bytes, scores);
        }
    }

    private Kept kept(Site site) {
        var facts = before.sources().facts(site.team(), site.id());
        var revision = site.status().revision();
        var open = before.sources().undecided(site.team()).getOrDefault(site.id(), 0);
        if (revision == null) return new Kept(0, 0, 0, open);
        var placed =
                stated.of(revision, () -> Optional.of(stated(site, revision))).orElse(Set.of());
        var believed = facts.stream().filter(Fact::isChosen).toList();
        var kept = (int) believed.stream()
                .filter(fact -> placed.contains(fact.id().toString()))
                .count();
        var blocking = after.findings().list(site, revision).stream()
                .filter(Finding::isBlocking)
                .toList();
        var invented = (int) blocking.stream().filter(Comparisons::isInvention).count();
        return new Kept(kept, believed.size() - kept, invented, open + blocking.size() - invented);
    }

    private static boolean isInvention(Finding finding) {
        return finding.code().startsWith("invented-");
    }

    private Set<String> stated(Site site, String revision) {
        var bytes = after.revisions().files(site, revision).get(PROVENANCE);
        if (bytes == null) return Set.of();
        var ids = new TreeSet<String>();
        for (var entry : json.readTree(bytes).path("entries"))
            ids.add(entry.path("fact").asString(""));
        return ids;
    }
}
