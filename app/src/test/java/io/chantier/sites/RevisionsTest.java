package io.chantier.sites;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.chantier.ChantierTest;
import io.chantier.values.Slug;
import io.chantier.values.TeamId;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ChantierTest
class RevisionsTest {

    @Autowired
    Revisions revisions;

    @Autowired
    Sites sites;

    @Autowired
    ClientFolders folders;

    @Test
    void a_revision_gives_back_what_was_committed() {
        var site = bakery();

        var revision = revisions.commit(site, content("Bonjour"), "First words", "offline");

        assertThat(revision.number()).isEqualTo(1);
        assertThat(words(revisions.files(site, revision.id()))).isEqualTo(words(content("Bonjour")));
    }

    @Test
    void equal_content_makes_no_new_revision() {
        var site = bakery();

        var first = revisions.commit(site, content("Bonjour"), "First words", "offline");
        var again = revisions.commit(site, content("Bonjour"), "Once more", "offline");

        assertThat(again).isEqualTo(first);
        assertThat(revisions.list(site, 10)).hasSize(1);
    }

    @Test
    void the_difference_of_two_revisions_shows_old_and_new_words() {
        var site = bakery();
        var first = revisions.commit(site, content("Bonjour"), "First words", "offline");
        var second = revisions.commit(site, content("Bonsoir"), "A greeting for the evening", "admin");

        var difference = revisions.difference(site, first.id(), second.id());

        assertThat(difference).singleElement().satisfies(file -> {
            assertThat(file.path()).isEqualTo("data/content.json");
            assertThat(file.patch()).contains("-{\"title\":\"Bonjour\"}", "+{\"title\":\"Bonsoir\"}");
        });
    }

    @Test
    void a_replica_without_the_repository_rebuilds_it_from_the_blobs() {
        var site = bakery();
        revisions.commit(site, content("Bonjour"), "First words", "offline");
        var second = revisions.commit(site, content("Bonsoir"), "Second words", "offline");
        folders.delete(site);

        assertThat(words(revisions.files(site, second.id()))).isEqualTo(words(content("Bonsoir")));
        assertThat(revisions
                        .commit(site, content("Salut"), "Third words", "offline")
                        .number())
                .isEqualTo(3);
    }

    @Test
    void a_path_that_leaves_the_revision_is_refused() {
        var site = bakery();
        var files = new TreeMap<String, byte[]>();
        files.put("../outside", "x".getBytes(UTF_8));

        assertThatIllegalArgumentException().isThrownBy(() -> revisions.commit(site, files, "Out", "offline"));
    }

    private Site bakery() {
        var team = new TeamId(UUID.randomUUID());
        var draft = SiteTest.draft();
        var site = new Site(
                draft.id(),
                team,
                new Slug("bakery-" + UUID.randomUUID().toString().substring(0, 8)),
                draft.kind(),
                draft.profile(),
                draft.status(),
                draft.createdAt());
        assertThat(sites.draft(site)).isInstanceOf(Sites.Drafting.Drafted.class);
        return site;
    }

    private static SortedMap<String, byte[]> content(String title) {
        var files = new TreeMap<String, byte[]>();
        files.put("data/content.json", ("{\"title\":\"" + title + "\"}\n").getBytes(UTF_8));
        files.put("data/site.json", "{\"name\":\"Bakery\"}\n".getBytes(UTF_8));
        files.put("design-tokens.json", "{}\n".getBytes(UTF_8));
        return files;
    }

    private static SortedMap<String, String> words(SortedMap<String, byte[]> files) {
        var words = new TreeMap<String, String>();
        files.forEach((path, bytes) -> words.put(path, new String(bytes, UTF_8)));
        return words;
    }
}
