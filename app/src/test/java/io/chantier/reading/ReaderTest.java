package io.chantier.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.outbound.Fetcher;
import io.chantier.reading.Fact.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReaderTest {

    private static final String SENDS_ON = """
            <html><head><meta http-equiv="Refresh" content="0; URL=%s"></head><body><a href="/prive.html">.</a></body></html>""";
    private static final String FRAMES = """
            <html><frameset cols="80,*"><frame src="leer.html"><frame src="%s"></frameset></html>""";
    private static final String GARAGE = """
            <html lang="fr"><title>Garage Morel</title><h1>Garage Morel</h1><p>Nous réparons toutes les marques à Vannes,
            voitures et utilitaires, depuis trois générations.</p><p>Tél. 02 97 12 34 56</p></html>""";

    private final OldSite old = new OldSite();
    private Fetcher fetcher = new Fetcher(List.of());

    @BeforeEach
    void serve() {
        fetcher = new Fetcher(List.of("127.0.0.1/32:" + old.port()));
    }

    @AfterEach
    void close() {
        fetcher.close();
        old.close();
    }

    @Test
    void finds_name_phone_and_paragraphs_on_a_page_of_2003() {
        old.page("/", """
                <html><head><title>Menuiserie Lefèvre - Accueil</title></head><body bgcolor="#ffffff">
                <center><font size="6"><b>Menuiserie Lefèvre</b></font></center>
                <p>Nous fabriquons des escaliers et des fenêtres en chêne depuis trois générations.</p>
                Tél. : 02 99 12 34 57<br>Fax : 02 99 12 34 58 <a href="contact.html">Contact</a>
                </body></html>""");
        old.page("/contact.html", "<html><title>Menuiserie Lefèvre - Contact</title><body>Tél : 02.99.12.34.57</body>");

        var source = read();

        assertThat(source.language()).isEqualTo("fr");
        assertThat(values(source, Kind.NAME)).containsExactly("menuiserie lefevre");
        assertThat(values(source, Kind.PHONE)).containsExactly("+33299123457");
        assertThat(values(source, Kind.FAX)).containsExactly("+33299123458");
        assertThat(source.pages()).hasSize(2);
        assertThat(source.pages().getFirst().blocks())
                .anySatisfy(block -> assertThat(block.text()).startsWith("Nous fabriquons"));
        assertThat(source.oldPaths()).containsExactly("/", "/contact.html");
    }

    @Test
    void a_first_page_that_sends_on_to_another_host_is_read_there_and_nowhere_else() {
        try (var host = new OldSite();
                var both = new Fetcher(List.of("127.0.0.1/32:" + old.port(), "127.0.0.1/32:" + host.port()))) {
            old.page("/", SENDS_ON.formatted(host.address() + "garage/"));
            old.page("/prive.html", GARAGE);
            host.page("/garage/", GARAGE);

            var reading = new Reader(both, ReadingLimits.DEFAULT).read(old.address(), (_, _, _) -> "", Watcher.SILENT);

            assertThat(reading).isInstanceOfSatisfying(Reading.Found.class, found -> {
                assertThat(found.source().address()).isEqualTo(host.address() + "garage/");
                assertThat(values(found.source(), Kind.PHONE)).containsExactly("+33297123456");
                assertThat(found.source().pages()).hasSize(1);
            });
        }
    }

    @Test
    void a_frame_on_a_forbidden_address_is_not_opened() {
        try (var inside = new OldSite()) {
            inside.page("/", GARAGE);
            for (var door : List.of(SENDS_ON, FRAMES)) {
                old.page("/", door.formatted(inside.address()));
                var skipped = new ArrayList<String>();

                var reading = new Reader(fetcher, ReadingLimits.DEFAULT)
                        .read(old.address(), (_, _, _) -> "", new Watcher() {
                            @Override
                            public void page(String address, int read, int known) {}

                            @Override
                            public void skipped(String address, String code) {
                                skipped.add(code + " " + address);
                            }
                        });

                assertThat(reading).isInstanceOf(Reading.NothingFound.class);
                assertThat(skipped).contains("refused " + inside.address());
            }
        }
    }

    @Test
    void two_doorways_that_lead_to_each_other_come_to_an_end() {
        try (var host = new OldSite();
                var both = new Fetcher(List.of("127.0.0.1/32:" + old.port(), "127.0.0.1/32:" + host.port()))) {
            old.page("/", FRAMES.formatted(host.address()));
            host.page("/", FRAMES.formatted(old.address()));

            var reading = new Reader(both, ReadingLimits.DEFAULT).read(old.address(), (_, _, _) -> "", Watcher.SILENT);

            assertThat(reading).isInstanceOf(Reading.NothingFound.class);
        }
    }

    @Test
    void what_is_said_of_a_person_ends_where_the_next_one_is_named() {
        old.page("/", """
                <html lang="fr"><title>Cabinet Ferrand</title><h1>Cabinet Ferrand</h1>
                <p>Le cabinet conseille et défend les particuliers et les petites entreprises de Côte-d'Or.</p>
                <h2>Notre équipe</h2>
                <p>Hélène Ferrand, avocate fondatrice</p><p>Elle plaide à Dijon depuis vingt ans.</p>
                <p>Julien Moreau, avocat collaborateur</p></html>""");

        var people = read().facts().stream()
                .filter(fact -> fact.kind() == Kind.PERSON)
                .map(fact -> fact.parts().getOrDefault("text", "-"))
                .toList();

        assertThat(people).containsExactly("Elle plaide à Dijon depuis vingt ans.", "-");
    }

    @Test
    void what_a_form_says_is_no_content_and_a_page_within_a_form_is() {
        old.page("/", """
                <html lang="fr"><title>Garage Morel</title><body><form id="aspnetForm"><input type="text" name="q">
                <h1>Garage Morel</h1><p>Nous réparons toutes les marques à Vannes, voitures et utilitaires.</p>
                <form><input type="email" name="mail"><div>Votre adresse est requise</div></form>
                <div class="invalid-feedback">Adresse incorrecte</div></form></body></html>""");

        var words = read().pages().getFirst().blocks().toString();

        assertThat(words).contains("Nous réparons").doesNotContain("incorrecte");
    }

    private Source read() {
        var reading = new Reader(fetcher, ReadingLimits.DEFAULT).read(old.address(), (_, _, _) -> "", Watcher.SILENT);
        assertThat(reading).isInstanceOf(Reading.Found.class);
        return ((Reading.Found) reading).source();
    }

    private static List<String> values(Source source, Kind kind) {
        return source.facts().stream()
                .filter(fact -> fact.kind() == kind)
                .map(Fact::value)
                .toList();
    }
}
