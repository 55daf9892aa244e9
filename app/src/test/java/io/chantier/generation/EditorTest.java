package io.chantier.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.chantier.reading.Withheld;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EditorTest {

    private final Editor french = new Editor(
            new Spelling(
                    List.of("La menuiserie Lefèvre est à Rennes.", "Labels RGE et Qualibat.", "Chez Lefèvre, à Rennes"),
                    "fr"),
            "fr",
            Withheld.NOTHING);

    @Test
    void a_shouted_heading_is_calmed_and_keeps_its_names() {
        assertThat(french.title("MENUISERIE LEFEVRE A RENNES :")).isEqualTo("Menuiserie Lefèvre à Rennes");
        assertThat(french.title("NOS LABELS RGE")).isEqualTo("Nos labels RGE");
    }

    @Test
    void a_spoken_heading_stays() {
        assertThat(french.title("Escaliers & Parquets")).isEqualTo("Escaliers & Parquets");
    }

    @Test
    void spaces_and_marks_are_mended() {
        assertThat(french.line("  Un devis ,  gratuit!!! ")).isEqualTo("Un devis, gratuit\u202f!");
        assertThat(french.line("Prix : 45 €")).isEqualTo("Prix\u00a0: 45\u00a0€");
        assertThat(french.line("«Parfait»")).isEqualTo("«\u00a0Parfait\u00a0»");
    }

    @Test
    void only_french_has_a_space_before_its_tall_marks() {
        var english = new Editor(new Spelling(List.of(), "en"), "en", Withheld.NOTHING);
        assertThat(english.line("Photos from our friends at Unsplash !"))
                .isEqualTo("Photos from our friends at Unsplash!");
    }

    @Test
    void a_long_text_is_learnt_from_in_no_time() {
        var text = "Page un. ".repeat(100_000);
        assertTimeout(Duration.ofSeconds(10), () -> new Spelling(List.of(text), "fr"));
    }

    @Test
    void an_address_on_the_web_is_left_alone() {
        assertThat(french.line("http://example.net/a;b?c")).isEqualTo("http://example.net/a;b?c");
    }

    @Test
    void sentences_about_the_old_site_go_and_the_others_stay() {
        var kept = french.paragraph(
                "http://old/",
                "Bienvenue sur notre site ! Nous posons des fenêtres depuis 1987. Site optimisé pour 800x600.");

        assertThat(kept.text()).isEqualTo("Nous posons des fenêtres depuis 1987.");
    }

    @Test
    void a_paragraph_of_fluff_leaves_nothing() {
        assertThat(french.paragraph("p", "Vous êtes le 12345ème visiteur").isEmpty())
                .isTrue();
        assertThat(french.paragraph("p", "© 2003 Lefèvre - Tous droits réservés")
                        .isEmpty())
                .isTrue();
        assertThat(french.paragraph("p", "12 rue du Moulin, 35000 Rennes").isEmpty())
                .isTrue();
        assertThat(french.paragraph("p", "Tél : 02.99.12.34.56").isEmpty()).isTrue();
    }

    @Test
    void text_is_shortened_at_the_end_of_a_sentence() {
        assertThat(Sentences.shorten("Un. Deux mots. Et encore trois mots.", 20, "fr"))
                .isEqualTo("Un. Deux mots.");
        assertThat(Sentences.shorten("Une phrase sans fin qui continue encore et encore", 30, "fr"))
                .isEqualTo("Une phrase sans fin qui…");
    }

    @Test
    void an_abbreviation_does_not_end_a_sentence() {
        assertThat(Sentences.of("Voyez M. Martin au 3 av. Foch. Il vous attend.", "fr"))
                .containsExactly("Voyez M. Martin au 3 av. Foch.", "Il vous attend.");
    }

    @Test
    void half_an_emoji_is_never_left() {
        assertThat(Sentences.words("🥐".repeat(40), 20))
                .doesNotContain("\ud83e…")
                .endsWith("…");
    }
}
