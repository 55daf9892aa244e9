package io.chantier.lifecycle;

import io.chantier.generation.Provenance;
import io.chantier.sites.ClientFolders;
import io.chantier.sites.Revision;
import io.chantier.sites.Revisions;
import io.chantier.sites.Site;
import io.chantier.sites.Sites;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What is written for a site, as a revision and in the client's folder; what a person changed by hand is kept. */
@Component
class Manuscripts {

    /** Worded by the list of revisions. */
    private static final String MESSAGE = "generated";

    private final Sites sites;
    private final Revisions revisions;
    private final ClientFolders folders;
    private final JsonMapper json;

    Manuscripts(Sites sites, Revisions revisions, ClientFolders folders, JsonMapper json) {
        this.sites = sites;
        this.revisions = revisions;
        this.folders = folders;
        this.json = json;
    }

    /** Makes the client's folder with {@code client-info.json}; returns its name. */
    String layOut(Site site) {
        folders.write(site, clientInfo(site));
        return String.valueOf(folders.of(site).getFileName());
    }

    /** Joins the author's files with the components and rules of a person as the site's newest revision. */
    Revision keep(Site site, SortedMap<String, byte[]> written, String author) {
        var files = new TreeMap<>(handMade(site));
        files.putAll(written);
        var revision = revisions.commit(site, files, MESSAGE, author);
        sites.change(site.team(), site.id(), now -> now.at(revision.id()));
        folders.write(site, files);
        return revision;
    }

    /** How many texts of the newest revision somebody wrote by hand; writing anew leaves them to the list of revisions. */
    int writtenByHand(Site site) {
        var revision = site.status().revision();
        return revision == null
                ? 0
                : Provenance.writtenByHand(revisions.files(site, revision)).size();
    }

    private SortedMap<String, byte[]> handMade(Site site) {
        var revision = site.status().revision();
        if (revision == null) return new TreeMap<>();
        var kept = new TreeMap<>(revisions.files(site, revision));
        kept.keySet().removeIf(path -> path.startsWith("data/") || path.equals("design-tokens.json"));
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
