package io.chantier.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.fleet.AddressList.Addresses;
import io.chantier.fleet.AddressList.Entry;
import io.chantier.fleet.AddressList.Unusable;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists as people paste them and as spreadsheet programs write them. */
class AddressListReaderTest {

    private static final Charset WINDOWS = Charset.forName("windows-1252");

    @Test
    void one_address_per_line_is_enough() {
        var read = read("www.lefevre.fr\r\n\r\n  https://garage.fr/accueil.htm?a=1,2;3 \nboulangerie.example");

        assertThat(read).extracting(Entry::number).containsExactly(1, 3, 4);
        assertThat(read)
                .extracting(entry -> String.valueOf(entry.address()))
                .containsExactly(
                        "http://www.lefevre.fr/",
                        "https://garage.fr/accueil.htm?a=1,2;3",
                        "http://boulangerie.example/");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void a_table_is_cut_at_whatever_separates_its_columns(String separator) {
        var rows = List.of("Menuiserie Lefèvre|www.lefevre.fr|35000", "Garage du Port|garage.fr|29200");
        var read = read(String.join("\n", rows).replace("|", separator));

        assertThat(read).extracting(Entry::name).containsExactly("Menuiserie Lefèvre", "Garage du Port");
        assertThat(read).allMatch(entry -> entry.address() != null);
    }

    @Test
    void lines_with_and_without_a_name_may_be_mixed() {
        var read = read("lefevre.fr\nGarage du Port;garage.fr\nboulangerie.example;Chez Anne\nsans adresse");

        assertThat(read).extracting(Entry::name).containsExactly("", "Garage du Port", "Chez Anne", "");
        assertThat(read).extracting(Entry::reason).containsExactly("", "", "", "not-an-address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Client;Ville;Site web",
                "client;city;Website",
                "NOM;ville;URL",
                "Company name;Town;Old site",
                "Raison sociale;Ville;Adresse du site"
            })
    void a_heading_in_either_language_says_which_column_is_which(String heading) {
        var read = read(heading + "\nChez Paul;Brest;chez-paul.fr\nSans site;Rennes;\n");

        assertThat(read).hasSize(2);
        assertThat(read.getFirst().name()).isEqualTo("Chez Paul");
        assertThat(read.getFirst().number()).isEqualTo(2);
        assertThat(read.getLast().reason()).isEqualTo("not-an-address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Site web;Langues;Client", "website;Further languages;client", "URL;TRADUCTIONS;Nom"})
    void a_column_of_languages_is_read_row_by_row_as_codes_or_names(String heading) {
        var read = read(
                heading
                        + "\na.example;en de;Chez A\nb.example;Anglais, Deutsch et en-GB;Chez B\nc.example;;Chez C\nd.example;klingon;D");

        assertThat(read)
                .extracting(Entry::languages)
                .containsExactly(List.of("en", "de"), List.of("en", "de"), List.of(), List.of("klingon"));
        assertThat(read).extracting(Entry::name).containsExactly("Chez A", "Chez B", "Chez C", "D");
        assertThat(read("a.example;en")).extracting(Entry::languages).containsExactly(List.of());
    }

    @Test
    void a_column_of_streets_or_towns_is_neither_the_address_nor_the_name() {
        var clients = read("Nom;Adresse;Ville;Site web\nChez Paul;3 rue du Port;Brest;chez-paul.fr");
        var bare = read("Site web;Ville;Courriel\nlefevre.fr;Rennes;contact@lefevre.fr\ngarage.fr;Rennes;a@garage.fr");
        var unheaded = read("lefevre.fr;contact@lefevre.fr\ngarage.fr;a@garage.fr");

        assertThat(clients).extracting(Entry::name).containsExactly("Chez Paul");
        assertThat(clients).allMatch(entry -> entry.address() != null);
        assertThat(bare).extracting(Entry::name).containsExactly("", "");
        assertThat(bare).allMatch(entry -> entry.address() != null);
        assertThat(unheaded).extracting(Entry::name).containsExactly("", "");
    }

    @Test
    void addresses_on_a_single_line_are_as_many_sites() {
        assertThat(read("lefevre.fr, garage.fr, chez-paul.fr"))
                .extracting(entry -> String.valueOf(entry.address()))
                .containsExactly("http://lefevre.fr/", "http://garage.fr/", "http://chez-paul.fr/");
    }

    @Test
    void a_line_of_more_fields_than_any_list_has_is_refused_in_words() {
        var read = AddressListReader.read(";".repeat(40_000).getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(read).isNotNull();
    }

    @Test
    void quoted_fields_may_hold_separators_quotes_and_line_breaks() {
        var read = read("""
                nom,site
                "Lefèvre, père ""et"" fils",lefevre.fr
                "Garage
                du Port",garage.fr
                """);

        assertThat(read).extracting(Entry::name).containsExactly("Lefèvre, père \"et\" fils", "Garage du Port");
        assertThat(read).extracting(Entry::number).containsExactly(2, 3);
    }

    @Test
    void a_quotation_mark_that_nobody_closed_swallows_nothing() {
        var rows = IntStream.range(0, 20)
                .mapToObj(i -> (i == 3 ? "\"" : "") + "Client " + i + ";client-" + i + ".fr")
                .collect(Collectors.joining("\n"));

        assertThat(read(rows)).hasSize(20).allMatch(entry -> entry.address() != null);
    }

    @Test
    void every_usual_encoding_is_found_out() {
        var text = "Société;Adresse\nCrêperie de l’Été;crêperie.fr\nŒuvres d’Élise;elise.fr\n";
        for (var bytes : List.of(
                text.getBytes(StandardCharsets.UTF_8),
                ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8),
                text.getBytes(WINDOWS),
                text.getBytes(StandardCharsets.UTF_16),
                text.getBytes(StandardCharsets.UTF_16LE),
                ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE),
                text.getBytes(StandardCharsets.UTF_16BE))) {
            var read = ((Addresses) AddressListReader.read(bytes)).entries();
            assertThat(read).extracting(Entry::name).containsExactly("Crêperie de l’Été", "Œuvres d’Élise");
            assertThat(read.getFirst().address()).hasHost("xn--crperie-kya.fr");
        }
    }

    @Test
    void what_is_no_address_says_why() {
        var read = read(
                "lefevre.fr\nMenuiserie Lefèvre\nPaul\nftp://lefevre.fr\npaul@lefevre.fr\nhttp://\n02 99 12 34 56");

        assertThat(read)
                .extracting(Entry::reason)
                .containsExactly(
                        "",
                        "not-an-address",
                        "not-an-address",
                        "not-an-address",
                        "an-email",
                        "not-an-address",
                        "not-an-address");
    }

    @Test
    void what_cannot_be_a_list_is_refused_as_a_whole() {
        assertThat(refused(new byte[0])).isEqualTo("import-empty");
        assertThat(refused(" \n;;\n\t\n".getBytes(StandardCharsets.UTF_8))).isEqualTo("import-empty");
        assertThat(refused("URL;Nom\n".getBytes(StandardCharsets.UTF_8))).isEqualTo("import-empty");
        assertThat(refused(new byte[] {'P', 'K', 3, 4, 20, 0, 6, 0, 8, 0, 0, 0, 33, 0}))
                .isEqualTo("import-not-text");
        assertThat(refused(new byte[AddressListReader.MOST_BYTES + 1])).isEqualTo("import-too-large");
        assertThat(refused(sites(501))).isEqualTo("import-too-many");
        assertThat(refused(sites(100_000))).isEqualTo("import-too-many");
        assertThat(AddressListReader.read(sites(500))).isInstanceOf(Addresses.class);
    }

    private static byte[] sites(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> "site-" + i + ".fr\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String refused(byte[] bytes) {
        return ((Unusable) AddressListReader.read(bytes)).code();
    }

    private static List<Entry> read(String text) {
        return ((Addresses) AddressListReader.read(text.getBytes(StandardCharsets.UTF_8))).entries();
    }
}
