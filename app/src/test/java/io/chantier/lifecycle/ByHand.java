package io.chantier.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.sites.Revisions;
import io.chantier.sites.Site;
import io.chantier.sites.Sites;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** What a person, or an author that makes things up, could write into a site. */
@Component
public final class ByHand {

    private static final String CONTENT = "data/content.json";

    private final Sites sites;
    private final Revisions revisions;

    ByHand(Sites sites, Revisions revisions) {
        this.sites = sites;
        this.revisions = revisions;
    }

    /** Replaces words of the newest revision, as a revision of its own. */
    public void change(Site site, String words, String others) {
        var files =
                new TreeMap<>(revisions.files(site, String.valueOf(site.status().revision())));
        var text = new String(files.get(CONTENT), StandardCharsets.UTF_8);
        assertThat(text).contains(words);
        files.put(CONTENT, text.replace(words, others).getBytes(StandardCharsets.UTF_8));
        var revision = revisions.commit(site, files, "By hand", "test");
        sites.change(site.team(), site.id(), now -> now.at(revision.id()));
    }
}
