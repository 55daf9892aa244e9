package io.chantier.checks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.checks.Finding.Severity;
import io.chantier.generation.Joinery;
import io.chantier.reading.Fact.Kind;
import io.chantier.reading.Fact.Standing;
import io.chantier.reading.Source;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {

    private static final Set<Kind> WITHHELD = EnumSet.of(Kind.PHONE, Kind.EMAIL, Kind.PRICE);

    private final Source source = Joinery.source();
    private final SortedMap<String, byte[]> data = Gates.written(source);
    private final SortedMap<String, byte[]> pages = PlainPages.of(data, Gates.MARKER);

    @Test
    void what_the_offline_author_wrote_passes() {
        assertThat(examine(data, pages)).isEmpty();
        assertThat(Gates.gate().examine(Gates.dataOnly(source, data))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    html-invalid        | </main>   | <ul><p>x</p></ul></main>
                    heading-main        | </main>   | <h1>Encore</h1></main>
                    heading-order       | </main>   | <h2>Deux</h2><h4>Quatre</h4></main>
                    heading-empty       | </main>   | <h2> </h2></main>
                    title-missing       | <title>   | <title></title><meta name="x" content="
                    link-broken         | </main>   | <a href="/nulle-part/">Par ici</a></main>
                    link-broken         | </main>   | <a href="#nulle-part">Par ici</a></main>
                    link-broken         | </main>   | <a href="">Par ici</a></main>
                    link-scheme         | </main>   | <a href="javascript:alert(1)">Par ici</a></main>
                    link-scheme         | </main>   | <a href=" JaVaScript:alert(1)">Par ici</a></main>
                    link-nameless       | </main>   | <a href="/"></a></main>
                    picture-missing     | </main>   | <img src="/_img/ffffffffffff-480.webp" alt=""></main>
                    picture-foreign     | </main>   | <img src="https://elsewhere.example/x.png" alt=""></main>
                    alt-missing         | </main>   | <img src="/_img/a1b2c3d4e5f6-480.webp"></main>
                    alt-file-name       | </main>   | <img src="/_img/a1b2c3d4e5f6-480.webp" alt="DSC_0042.jpg"></main>
                    marker-missing      | build-7f3a | another-build
                    language-missing    | lang="fr" | data-x="fr"
                    placeholder         | </main>   | <p>Lorem ipsum dolor sit amet</p></main>
                    placeholder         | </main>   | <p>Votre texte ici</p></main>
                    placeholder         | </main>   | <p>undefined</p></main>
                    filler              | </main>   | <p>Site optimisé pour 800x600</p></main>
                    invented-phone      | </main>   | <p>Appelez le 02 99 65 43 21</p></main>
                    invented-phone      | </main>   | <p>Appelez le 03 99 12 34 56</p></main>
                    invented-phone      | </main>   | <p><a href="tel:+33299654321">Appelez-nous</a></p></main>
                    invented-phone      | </main>   | <p>Appelez le ⁰³ ⁹⁹ ¹² ³⁴ ⁵⁶</p></main>
                    invented-phone      | </main>   | <p>Appelez le ⓪③ ⑨⑨ ①② ③④ ⑤⑥</p></main>
                    invented-phone      | </main>   | <p>Appelez le ٠٣ ٩٩ ١٢ ٣٤ ٥٦</p></main>
                    invented-price      | </main>   | <p>Escalier dès 12⁵⁰ €</p></main>
                    invented-claim      | </main>   | <p>Déjà 500 clients¹</p></main>
                    invented-claim      | </main>   | <p>Déjà ⑤⓪⓪ clients</p></main>
                    invented-claim      | </main>   | <p>À votre service depuis 1952¹</p></main>
                    invented-email      | </main>   | <p>Écrivez à devis@menuiserie-lefevre.fr</p></main>
                    invented-email      | </main>   | <p><a href="mailto:devis@autre.fr">Écrivez</a></p></main>
                    invented-price      | </main>   | <p>Escalier dès 1 200 €</p></main>
                    invented-price      | </main>   | <p>Escalier dès €46</p></main>
                    invented-hour       | </main>   | <p>Ouvert dès 7h30</p></main>
                    invented-number     | </main>   | <p>SIRET 552 100 554 00099</p></main>
                    invented-claim      | </main>   | <p>Déjà 500 clients</p></main>
                    invented-claim      | </main>   | <p>À votre service depuis 1952</p></main>
                    invented-testimonial| </main>   | <blockquote>Les meilleurs de Bretagne !</blockquote></main>
                    code-foreign        | </main>   | <script src="https://elsewhere.example/x.js"></script></main>
                    code-foreign        | </main>   | <p onclick="x()">Ici</p></main>
                    code-foreign        | </head>   | <meta http-equiv="refresh" content="0;url=https://elsewhere.example/"></head>
                    third-party         | </head>   | <link rel="stylesheet" href="https://fonts.example/css"></head>
                    third-party         | </head>   | <link rel="preconnect" href="//fonts.example"></head>
                    third-party         | </head>   | <style>p { background: url(https://elsewhere.example/x.png) }</style></head>
                    third-party         | </head>   | <style>@import "//elsewhere.example/x.css";</style></head>
                    third-party         | </main>   | <form action="https://elsewhere.example/"></form></main>
                    cookie              | </main>   | <script>document.cookie = 'seen=1'</script></main>
                    cookie              | </main>   | <script>localStorage.setItem('a', 'b')</script></main>
                    path-outside        | </main>   | <p><a href="/../../etc/passwd">Ici</a></p></main>
                    path-outside        | </main>   | <p><a href="%2e%2e/x">Ici</a></p></main>
                    language-other      | lang="fr" | lang="de"
                    foreign-link        | </main>   | <p><a href="https://casino.example/">Jouez</a></p></main>
                    invented-phone      | </head>   | <script type="application/ld+json">{"telephone":"+33299999999"}</script></head>
                    """)
    void a_page_with_a_fault_is_found_and_one_without_is_not(String code, String place, String fault) {
        var codes = codes(examine(data, home(html -> html.replace(place, fault))));

        assertThat(codes).contains(code);
        assertThat(codes(examine(data, pages))).doesNotContain(code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    data-schema       | data/content.json  | "kind" : "home"    | "kind" : "accueil"
                    data-schema       | data/content.json  | "kind" : "home"    | "surprise" : 1, "kind" : "home"
                    data-unreadable   | data/site.json     | "version" : 1      | "version" : ,
                    contrast          | design-tokens.json | "onPrimary" : "#ffffff" | "onPrimary" : "#804010"
                    picture-unknown   | data/content.json  | a1b2c3d4e5f6       | 0123456789ab
                    redirect-broken   | data/content.json  | "to" : "/contact/" | "to" : "/contakt/"
                    invented-hour     | data/site.json     | "opens" : "09:00"  | "opens" : "08:00"
                    invented-certification | data/site.json | Qualibat RGE      | Qualibat RGE Or
                    invented-testimonial | data/content.json | Mme Martin       | Mme Durand
                    """)
    void faulty_data_is_found(String code, String file, String good, String bad) {
        var faulty = changed(data, file, text -> text.replace(good.strip(), bad.strip()));

        assertThat(codes(examine(faulty, pages))).contains(code);
    }

    @Test
    void a_site_without_what_its_country_wants_is_told_what() {
        var unsaid = new TreeMap<>(pages);
        unsaid.replaceAll((_, html) ->
                new String(html, UTF_8).replace("Données personnelles", "").getBytes(UTF_8));
        assertThat(codes(examine(data, unsaid))).containsExactly("privacy-missing");

        var without = new TreeMap<>(pages);
        without.remove("mentions-legales/index.html");
        assertThat(examine(data, without)).anySatisfy(finding -> {
            assertThat(finding.code()).isEqualTo("legal-missing");
            assertThat(finding.isBlocking()).isTrue();
            assertThat(finding.args()).containsEntry("country", "FR");
        });
        var abroad =
                changed(data, "data/site.json", text -> text.replace("\"country\" : \"FR\"", "\"country\" : \"BE\""));
        assertThat(codes(examine(abroad, without))).doesNotContain("legal-missing");
    }

    @Test
    void a_page_in_another_language_than_the_site_is_a_remark() {
        var german =
                "<p>" + "Wir sind für Sie da und bauen Treppen, Türen und Fenster aus dem Holz der Region. ".repeat(9)
                        + "</p>";

        var found = examine(
                data,
                home(html -> html.replaceAll("(?s)<main>.*</main>", "<main><h1>Willkommen</h1>" + german + "</main>")));

        assertThat(found).anySatisfy(finding -> {
            assertThat(finding.code()).isEqualTo("language-other");
            assertThat(finding.args()).containsEntry("spoken", "de");
        });
    }

    @Test
    void the_quick_checks_look_at_the_pages_that_changed() {
        var gate = Gates.fresh();
        assertThat(gate.examineChanged(candidate(pages))).isEmpty();
        var faulty = home(html -> html.replace("</main>", "<p>Appelez le 02 99 65 43 21</p></main>"));

        assertThat(codes(gate.examineChanged(candidate(faulty)))).contains("invented-phone");
        assertThat(codes(gate.examineChanged(candidate(faulty)))).as("again").contains("invented-phone");
        assertThat(gate.examineChanged(candidate(pages))).as("mended").isEmpty();
    }

    private Candidate candidate(SortedMap<String, byte[]> rendered) {
        return Gates.candidate(source, data, rendered);
    }

    @Test
    void a_finding_is_known_again_by_its_whole_text_and_its_place() {
        var long1 = Finding.blocking("invented-claim", "/", "a".repeat(300) + " one")
                .at("content#/pages/0");
        var long2 = Finding.blocking("invented-claim", "/", "a".repeat(300) + " two")
                .at("content#/pages/0");

        assertThat(long1.excerpt()).isEqualTo(long2.excerpt());
        assertThat(long1.id()).isNotEqualTo(long2.id());
        assertThat(long1.with(Map.of("claim", "x")).at("content#/pages/7").id()).isEqualTo(long1.id());
        assertThat(Finding.blocking("invented-claim", "/b/", "a").id())
                .isNotEqualTo(Finding.blocking("invented-claim", "/", "a").id());
    }

    @Test
    void nothing_lets_pass_what_keeps_sites_safe() {
        var schema = Finding.blocking("data-schema", "/", "x");
        var phone = Finding.blocking("invented-phone", "/", "x");

        assertThat(new Verdict(List.of(schema, phone), Set.of(schema.id(), phone.id())).blocking())
                .containsExactly(schema);
        assertThat(new Verdict(List.of(schema, phone), Set.of()).blocking()).containsExactly(schema, phone);
    }

    @Test
    void a_missing_data_file_is_found() {
        var without = new TreeMap<>(data);
        without.remove("data/site.json");

        assertThat(codes(examine(without, pages))).contains("data-missing");
    }

    @Test
    void titles_and_descriptions_want_their_length_and_to_be_unique() {
        var twice = home(
                html -> html.replaceAll("<title>.*?</title>", "<title>Contact – Menuiserie Lefèvre à Rennes</title>")
                        .replaceAll("(name=\"description\" content=\")[^\"]*", "$1Court"));
        twice = changed(
                twice,
                "contact/index.html",
                html -> html.replaceAll("<title>.*?</title>", "<title>Contact – Menuiserie Lefèvre à Rennes</title>")
                        .replaceAll("(name=\"description\" content=\")[^\"]*", "$1" + "long ".repeat(40)));

        var findings = examine(data, twice);

        assertThat(codes(findings)).contains("title-twice", "description-short", "description-long");
        assertThat(findings).allMatch(finding -> finding.severity() == Severity.WARNING);
    }

    @Test
    void heavy_pages_are_found() {
        assertThat(codes(examine(
                        data, home(html -> html.replace("</main>", "<p>" + "mot ".repeat(80_000) + "</p></main>")))))
                .contains("size-page");
        assertThat(codes(examine(
                        data,
                        home(html -> html.replace(
                                "</head>", "<style>" + "p{margin:0}".repeat(10_000) + "</style></head>")))))
                .contains("size-styles");
    }

    @Test
    void a_failure_names_the_sentence_and_where_it_stands_in_the_data() {
        var faulty = changed(
                data,
                "data/content.json",
                text -> text.replace("La pose dure en général deux jours.", "La pose coûte 300 € par jour."));

        var finding = Gates.gate().examine(Gates.rendered(source, faulty)).getFirst();

        assertThat(finding.code()).isEqualTo("invented-price");
        assertThat(finding.page()).isEqualTo("/services/escaliers/");
        assertThat(finding.excerpt()).contains("La pose coûte 300 € par jour.");
        assertThat(finding.pointer()).isEqualTo("content#/pages/2/sections/0/paragraphs/1");
        assertThat(finding.args()).containsEntry("claim", "300,00");
    }

    @Test
    void what_a_person_answers_for_is_not_invented() {
        var page = home(html -> html.replace("</main>", "<p>Hébergeur : Nuage SA, 01 44 55 66 77</p></main>"));
        var candidate = Gates.candidate(source, data, page);
        var told = new Candidate.Evidence(source, candidate.evidence().wishes(), Set.of("Nuage SA, 01 44 55 66 77"));

        assertThat(codes(Gates.gate().examine(candidate))).contains("invented-phone");
        assertThat(Gates.gate().examine(new Candidate(data, page, told, candidate.pictures(), Gates.MARKER)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    <p>Appelez le 02.99.12.34.56</p>                  | 299123456
                    <p><a href="tel:+33299123456">Appelez-nous</a></p> | 33299123456
                    <p>contact@menuiserie-lefevre.fr</p>               | contact@menuiserie-lefevre.fr
                    <p>45,00 € de l'heure</p>                          | 45,00
                    """)
    void what_a_person_withheld_is_held_back_although_the_old_site_says_it(String words, String claim) {
        var decided = source.with(source.facts().stream()
                .map(fact -> WITHHELD.contains(fact.kind()) ? fact.standing(Standing.REJECTED) : fact)
                .toList());
        var written = Gates.written(decided);
        var plain = PlainPages.of(written, Gates.MARKER);
        var byHand = changed(plain, "index.html", html -> html.replace("</main>", words + "</main>"));

        assertThat(Gates.gate().examine(Gates.candidate(decided, written, plain)))
                .isEmpty();
        assertThat(Gates.gate().examine(Gates.candidate(decided, written, byHand)))
                .isNotEmpty()
                .allSatisfy(finding -> {
                    assertThat(finding.code()).isEqualTo("withheld");
                    assertThat(finding.isBlocking()).isTrue();
                    assertThat(finding.args().get("claim")).endsWith(claim);
                });
        assertThat(examine(data, changed(pages, "index.html", html -> html.replace("</main>", words + "</main>"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Atelier de 120 m² 02 99 12 34 56",
                "Tél. 02 99 12 34 56¹",
                "① 02 99 12 34 56 ② au 1ᵉʳ étage",
                "45,00 €² de l'heure",
                "Tél. ⁰² ⁹⁹ ¹² ³⁴ ⁵⁶",
                "Tél. ０２ ９９ １２ ３４ ５６"
            })
    void an_exponent_a_mark_or_a_known_number_in_other_digits_is_no_alarm(String words) {
        assertThat(codes(examine(data, home(html -> html.replace("</main>", "<p>" + words + "</p></main>")))))
                .isEmpty();
    }

    @Test
    void what_was_overruled_is_a_warning_where_somebody_writes_it_nevertheless() {
        var findings = examine(data, home(html -> html.replace("</main>", "<p>Tél. 02 99 00 00 00</p></main>")));

        assertThat(codes(findings)).containsExactly("overruled");
        assertThat(findings.getFirst().isBlocking()).isFalse();
    }

    @Test
    void a_legal_notice_without_a_host_is_a_warning_and_no_obstacle() {
        var candidate = Gates.candidate(source, data, pages);
        var unnamed = new Candidate.Evidence(source, candidate.evidence().wishes(), Set.of());

        var findings = Gates.gate().examine(new Candidate(data, pages, unnamed, candidate.pictures(), Gates.MARKER));

        assertThat(codes(findings)).containsExactly("host-missing");
        assertThat(findings.getFirst().isBlocking()).isFalse();
        assertThat(findings.getFirst().page()).isEqualTo("/mentions-legales/");
    }

    private List<Finding> examine(SortedMap<String, byte[]> given, SortedMap<String, byte[]> files) {
        return Gates.gate().examine(Gates.candidate(source, given, files));
    }

    private SortedMap<String, byte[]> home(UnaryOperator<String> change) {
        return changed(pages, "index.html", change);
    }

    private static SortedMap<String, byte[]> changed(
            SortedMap<String, byte[]> files, String file, UnaryOperator<String> change) {
        var changed = new TreeMap<>(files);
        var before = new String(files.getOrDefault(file, new byte[0]), UTF_8);
        var after = change.apply(before);
        assertThat(after).as("the fault must be in %s", file).isNotEqualTo(before);
        changed.put(file, after.getBytes(UTF_8));
        return changed;
    }

    private static List<String> codes(List<Finding> findings) {
        return findings.stream().map(Finding::code).distinct().toList();
    }
}
