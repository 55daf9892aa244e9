package io.chantier.lifecycle;

import io.chantier.generation.Provenance;
import io.chantier.generation.Provenance.Displaced;
import io.chantier.generation.Signature;
import io.chantier.languages.Catalog;
import io.chantier.languages.SiteLanguages;
import io.chantier.languages.Translation;
import io.chantier.sites.ClientFolders;
import io.chantier.sites.Revision;
import io.chantier.sites.Revisions;
import io.chantier.sites.Site;
import io.chantier.sites.Sites;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** What is written for a site, as a revision and in the client's folder; what a person changed by hand is kept, unless they want it replaced. */
@Component
class Manuscripts {

    /** Worded by the list of revisions. */
    private static final String MESSAGE = "generated";

    private static final String MENDED = "mended";
    private static final String TRANSLATED = "translated";

    private final Sites sites;
    private final Revisions revisions;
    private final ClientFolders folders;
    private final HandWriting hand;
    private final JsonMapper json;
    private final Clock clock;

    Manuscripts(
            Sites sites, Revisions revisions, ClientFolders folders, HandWriting hand, JsonMapper json, Clock clock) {
        this.sites = sites;
        this.revisions = revisions;
        this.folders = folders;
        this.hand = hand;
        this.json = json;
        this.clock = clock;
    }

    /** Makes the client's folder with {@code client-info.json}; returns its name. */
    String layOut(Site site) {
        folders.write(site, clientInfo(site));
        return String.valueOf(folders.of(site).getFileName());
    }

    /** What was written anew, as it was kept. */
    record Kept(Revision revision, int byHand, List<Displaced> displaced, int translationsDropped) {}

    /** Joins what was written with the components and rules of a person as the site's newest revision, under the site's lock. */
    @Transactional
    Kept keep(Site asked, SortedMap<String, byte[]> written, HandTexts texts, String author) {
        var site = sites.lock(asked.team(), asked.id());
        var newest = of(site);
        var joined = switch (texts) {
            case KEEP -> hand.keep(newest, written);
            case REPLACE -> new HandWriting.Kept(written, 0, List.of());
        };
        var anew = handMade(newest, site);
        anew.putAll(joined.files());
        var followed = hand.translations(newest, anew);
        var revision = revisions.commit(site, followed.files(), MESSAGE, author);
        sites.change(site.team(), site.id(), now -> now.at(revision.id()));
        folders.write(site, followed.files());
        return new Kept(revision, joined.kept(), joined.displaced(), followed.dropped());
    }

    /** What an author mended, as the newest revision; answers the site at it, or as it is by now where somebody else was quicker. */
    @Transactional
    Site mend(Site seen, SortedMap<String, byte[]> mended, Signature by) {
        var site = sites.lock(seen.team(), seen.id());
        if (!Objects.equals(site.status().revision(), seen.status().revision())) return site;
        var signed = Signature.mended(of(site), mended, by);
        var revision = revisions.commit(site, signed, MENDED, by.author());
        folders.write(site, signed);
        return sites.change(site.team(), site.id(), now -> now.at(revision.id()));
    }

    /**
     * What an author translated.
     *
     * @param written only the file of the language
     * @param alts what the site's pictures show in its main language, by their ids
     */
    record Translated(String language, SortedMap<String, byte[]> written, Map<String, String> alts, String author) {}

    /**
     * Joins what was translated with the newest revision as it is by now: what a person translated meanwhile stays, and what
     * was changed meanwhile is out of date by itself.
     *
     * @return where it stands; empty where the site does not want the language any more
     */
    @Transactional
    Optional<Revision> translate(Site asked, Translated what) {
        var site = sites.lock(asked.team(), asked.id());
        var language = what.language();
        if (!site.profile().wishes().languages().contains(language)) return Optional.empty();
        var newest = of(site);
        var catalog = Translation.of(newest, language, what.alts()).with(Catalog.of(what.written(), language));
        var isThere = newest.containsKey(SiteLanguages.file(language));
        var seen = site.status().revision();
        if (isThere && seen != null && catalog.isAs(Catalog.of(newest, language))) return revisions.find(site, seen);
        var files = catalog.in(newest);
        var revision = revisions.commit(site, files, TRANSLATED, what.author());
        folders.write(site, files);
        sites.change(site.team(), site.id(), now -> now.at(revision.id()));
        return Optional.of(revision);
    }

    /** The newest there is, whatever its caller has seen. */
    SortedMap<String, byte[]> newest(Site seen) {
        return files(sites.find(seen.team(), seen.id()).orElse(seen));
    }

    @Nullable
    String revision(Site seen) {
        return sites.find(seen.team(), seen.id()).orElse(seen).status().revision();
    }

    /** An author who writes now. */
    Signature signature(String author, String model, UUID job) {
        return new Signature(author, model, job.toString(), clock.instant());
    }

    /** The files of the newest revision; empty where there is none. */
    SortedMap<String, byte[]> files(Site site) {
        return of(site);
    }

    /** In how many places of the newest revision a person wrote. */
    int placesByHand(Site site) {
        return Provenance.of(of(site)).placesByHand().size();
    }

    private SortedMap<String, byte[]> of(Site site) {
        var revision = site.status().revision();
        return revision == null ? new TreeMap<>() : revisions.files(site, revision);
    }

    /** What no author writes, and the translations: what is still said in the main language is still translated. */
    private static SortedMap<String, byte[]> handMade(SortedMap<String, byte[]> newest, Site site) {
        var kept = new TreeMap<>(newest);
        kept.keySet().removeIf(path -> path.startsWith("data/") || path.equals("design-tokens.json"));
        for (var language : site.profile().wishes().languages()) {
            var texts = newest.get(SiteLanguages.file(language));
            if (texts != null) kept.put(SiteLanguages.file(language), texts);
        }
        return kept;
    }

    private SortedMap<String, byte[]> clientInfo(Site site) {
        var info = new LinkedHashMap<String, String>();
        info.put("name", site.name());
        info.put("slug", site.slug().value());
        Optional.ofNullable(site.profile().sourceUrl()).ifPresent(url -> info.put("sourceUrl", url));
        var text = json.writerWithDefaultPrettyPrinter().writeValueAsString(info);
        var files = new TreeMap<String, byte[]>();
        files.put("client-info.json", text.getBytes(StandardCharsets.UTF_8));
        return files;
    }
}
