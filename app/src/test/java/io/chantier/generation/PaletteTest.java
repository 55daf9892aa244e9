package io.chantier.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PaletteTest {

    @Test
    void every_text_stands_out_whatever_the_brand_is_coloured_like() {
        var chance = new Random(20261121);
        for (var i = 0; i < 1000; i++) {
            var brand = new LinkedHashMap<String, Double>();
            for (var j = 0; j <= chance.nextInt(4); j++) brand.put(anyColour(chance), chance.nextDouble());

            assertReadable(Palette.from(brand, "", "Maison " + i), brand.toString());
            assertReadable(Palette.wished(List.of(anyColour(chance), anyColour(chance))), "wished " + i);
        }
    }

    @Test
    void greys_and_white_are_no_brand() {
        var palette = Palette.from(Map.of("#ffffff", 0.7, "#333333", 0.2, "#c0392b", 0.05), "", "x");

        assertThat(Colour.of(palette.primary()).hueDistance(Colour.of("#c0392b")))
                .isLessThan(6);
    }

    @Test
    void a_second_colour_of_the_brand_becomes_the_accent() {
        var palette = Palette.from(Map.of("#0b5394", 0.5, "#e69138", 0.3), "", "x");

        assertThat(Colour.of(palette.primary()).hueDistance(Colour.of("#0b5394")))
                .isLessThan(6);
        assertThat(Colour.of(palette.accent()).hueDistance(Colour.of("#e69138")))
                .isLessThan(12);
    }

    @Test
    void without_colours_the_trade_gives_them_and_the_same_business_gets_the_same() {
        var one = Palette.from(Map.of(), "Boulangerie", "Au Bon Pain");

        assertThat(one).isEqualTo(Palette.from(Map.of(), "Boulangerie", "Au Bon Pain"));
        assertThat(one).isNotEqualTo(Palette.from(Map.of(), "Plomberie", "Au Bon Tuyau"));
    }

    @Test
    void what_is_no_colour_is_passed_over() {
        assertReadable(Palette.from(Map.of("red;}", 1.0, "#12", 0.5), "", "x"), "not colours");
    }

    @Test
    void a_colour_comes_back_as_it_was() {
        for (var hex : List.of("#000000", "#ffffff", "#7b3f00", "#1e5945", "#ff0000", "#00ff00", "#0000ff", "#808080"))
            assertThat(Colour.of(hex).hex()).isEqualTo(hex);
    }

    private static void assertReadable(Palette palette, String brand) {
        for (var ground : List.of(palette.background(), palette.surface())) {
            assertContrast(palette.text(), ground, brand);
            assertContrast(palette.muted(), ground, brand);
        }
        assertContrast(palette.onPrimary(), palette.primary(), brand);
        assertContrast(palette.onAccent(), palette.accent(), brand);
        assertThat(Colour.contrast(palette.primary(), palette.background()))
                .as(brand)
                .isGreaterThanOrEqualTo(3);
    }

    private static void assertContrast(String text, String ground, String brand) {
        assertThat(Colour.contrast(text, ground))
                .as("%s on %s for %s", text, ground, brand)
                .isGreaterThanOrEqualTo(4.5);
    }

    private static String anyColour(Random chance) {
        return String.format(Locale.ROOT, "#%06x", chance.nextInt(0x1000000));
    }
}
