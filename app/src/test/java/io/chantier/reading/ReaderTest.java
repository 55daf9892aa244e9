package io.chantier.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.outbound.Fetcher;
import io.chantier.reading.Fact.Kind;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReaderTest {

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
