package io.chantier.editing;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.checks.SchemasFixture;
import io.chantier.generation.Hand;
import io.chantier.generation.Provenance;
import io.chantier.generation.Provenance.Displaced;
import io.chantier.generation.Said;
import io.chantier.lifecycle.HandWriting.Kept;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What people wrote by hand finds its place in what was written anew. */
class KeptByHandTest {

    private static final String HERO =
            "{\"type\":\"hero\",\"title\":\"Bienvenue\",\"text\":\"Des escaliers en chêne\"}";
    private static final String FAQ =
            "{\"type\":\"faq\",\"items\":[{\"question\":\"Posez-vous ?\",\"answer\":\"Oui.\"}]}";
    private static final String STORY =
            "{\"type\":\"text\",\"title\":\"Histoire\",\"paragraphs\":[\"Fondée par Paul.\",\"Reprise par Jeanne.\"]}";
    private static final String OAK =
            "{\"type\":\"text\",\"title\":\"Matières\",\"paragraphs\":[\"Hêtre, chêne, frêne.\"]}";

    private final KeptByHand keeper = new KeptByHand(new Rules(SchemasFixture.ofTheTemplate()));

    @Test
    void a_text_comes_back_to_its_place_with_who_wrote_it() {
        var mine = edited(home(HERO, FAQ), put("/content/pages/0/sections/0/title", "Bonjour"));

        var kept = keeper.keep(mine, home(HERO, FAQ));

        assertThat(kept.kept()).isEqualTo(1);
        assertThat(kept.displaced()).isEmpty();
        assertThat(text(kept, "/content/pages/0/sections/0/title")).isEqualTo("Bonjour");
        assertThat(said(kept, "/content/pages/0/sections/0/title")).isEqualTo(new Said.ByHand(Hand.named("Julie")));
    }

    @Test
    void a_text_follows_its_section_and_never_lands_in_another_of_the_same_type() {
        var mine = edited(home(HERO, STORY, OAK), put("/content/pages/0/sections/2/title", "Nos bois"));

        var moved = keeper.keep(mine, home(OAK, HERO, FAQ, STORY));
        assertThat(text(moved, "/content/pages/0/sections/0/title")).isEqualTo("Nos bois");
        assertThat(text(moved, "/content/pages/0/sections/3/title")).isEqualTo("Histoire");

        var gone = keeper.keep(mine, home(HERO, STORY));
        assertThat(gone.kept()).isZero();
        assertThat(text(gone, "/content/pages/0/sections/1/title")).isEqualTo("Histoire");
        assertThat(gone.displaced())
                .containsExactly(new Displaced("content#/pages/0/sections/2/title", "Julie", "Nos bois"));
        assertThat(Provenance.of(gone.files()).displaced()).isEqualTo(gone.displaced());
    }

    @Test
    void a_page_stays_with_its_path_whatever_comes_before_it() {
        var services = page("/services/", HERO);
        var mine = edited(
                site(page("/", FAQ), services, page("/contact/", HERO)),
                put("/content/pages/1/sections/0/title", "Nos métiers"));

        var kept = keeper.keep(mine, site(page("/", FAQ), page("/galerie/", HERO), services));

        assertThat(text(kept, "/content/pages/2/sections/0/title")).isEqualTo("Nos métiers");
        assertThat(text(kept, "/content/pages/1/sections/0/title")).isEqualTo("Bienvenue");
        assertThat(kept.displaced()).isEmpty();
    }

    @Test
    void what_a_person_added_is_added_again_behind_the_same_neighbour() {
        var added = edited(
                home(HERO, STORY),
                new Operation.Insert(at("/content/pages/0/sections/1"), Draft.JSON.readTree(FAQ)),
                new Operation.Insert(
                        at("/content/pages/0/sections/2/paragraphs/1"), Draft.JSON.valueToTree("Puis vint la scie.")),
                put("/content/pages/0/sections/1/items/0/answer", "Oui, partout."));

        var kept = keeper.keep(added, home(HERO, STORY, OAK));

        assertThat(kept.displaced()).isEmpty();
        var draft = Draft.of(kept.files());
        assertThat(draft.at(at("/content/pages/0/sections"))
                        .valueStream()
                        .map(one -> one.path("type").asString("")))
                .containsExactly("hero", "faq", "text", "text");
        assertThat(text(kept, "/content/pages/0/sections/1/items/0/answer")).isEqualTo("Oui, partout.");
        assertThat(draft.at(at("/content/pages/0/sections/2/paragraphs")).toString())
                .isEqualTo("[\"Fondée par Paul.\",\"Puis vint la scie.\",\"Reprise par Jeanne.\"]");
        assertThat(said(kept, "/content/pages/0/sections/1/items/0/question"))
                .isEqualTo(new Said.ByHand(Hand.named("Julie")));
        assertThat(keeper.keep(kept.files(), home(HERO, STORY, OAK)).files().keySet())
                .isEqualTo(kept.files().keySet());
        assertThat(Draft.of(keeper.keep(kept.files(), home(HERO, STORY, OAK)).files())
                        .root())
                .isEqualTo(draft.root());
    }

    @Test
    void what_the_template_could_not_take_is_handed_back_and_the_rest_is_kept() {
        var withButton =
                "{\"type\":\"hero\",\"title\":\"Bienvenue\",\"actions\":[{\"label\":\"Devis\",\"href\":\"/\"}]}";
        var mine = edited(
                home(withButton),
                put("/content/pages/0/sections/0/actions/0/label", "Demander un devis"),
                put("/content/pages/0/sections/0/title", "Bonjour"));

        var kept = keeper.keep(mine, home("{\"type\":\"hero\",\"title\":\"Bienvenue\"}"));

        assertThat(text(kept, "/content/pages/0/sections/0/title")).isEqualTo("Bonjour");
        assertThat(Draft.of(kept.files())
                        .at(at("/content/pages/0/sections/0/actions"))
                        .isMissingNode())
                .isTrue();
        assertThat(kept.displaced()).extracting(Displaced::text).containsExactly("Demander un devis");
    }

    @Test
    void what_lost_its_place_is_not_forgotten_when_the_site_is_made_once_more() {
        var mine = edited(home(HERO, OAK), put("/content/pages/0/sections/1/title", "Nos bois"));
        var once = keeper.keep(mine, home(HERO));

        var twice = keeper.keep(once.files(), home(HERO));

        assertThat(twice.displaced()).extracting(Displaced::text).containsExactly("Nos bois");
    }

    private static SortedMap<String, byte[]> edited(SortedMap<String, byte[]> files, Operation... operations) {
        var draft = Draft.of(files);
        for (var one : operations)
            assertThat(draft.apply(one, "Julie")).as(one.toString()).isTrue();
        return draft.files();
    }

    private static Operation put(String pointer, String text) {
        return new Operation.Put(at(pointer), Draft.JSON.valueToTree(text));
    }

    private static String text(Kept kept, String pointer) {
        return Draft.of(kept.files()).at(at(pointer)).asString("");
    }

    private static Said said(Kept kept, String pointer) {
        return Provenance.of(kept.files()).of(at(pointer).place()).orElseThrow();
    }

    private static Pointer at(String text) {
        return Pointer.read(text).orElseThrow();
    }

    private static SortedMap<String, byte[]> home(String... sections) {
        return site(page("/", sections));
    }

    private static String page(String path, String... sections) {
        return "{\"path\":\"%s\",\"kind\":\"home\",\"label\":\"Accueil\",\"title\":\"Atelier\",\"inMenu\":true,\"sections\":[%s]}"
                .formatted(path, String.join(",", sections));
    }

    private static SortedMap<String, byte[]> site(String... pages) {
        var files = new TreeMap<String, byte[]>();
        var content = "{\"version\":1,\"pages\":[" + String.join(",", pages) + "]}";
        files.put("data/content.json", content.getBytes(StandardCharsets.UTF_8));
        return files;
    }
}
