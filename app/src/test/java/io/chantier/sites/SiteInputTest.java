package io.chantier.sites;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ChantierTest;
import io.chantier.Client;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** Whatever is typed into whichever field, from a program or a form: it is taken, or refused in words by its name. */
@ChantierTest
class SiteInputTest {

    private static final String OLD_SITE = "http://old.example/";

    private static final Map<String, String> HOSTILE = hostile();

    @Autowired
    Environment environment;

    private Client api;

    @BeforeEach
    void connect() {
        api = Client.ofAdmin(environment);
    }

    static Stream<String> fields() {
        return Stream.of(
                "name",
                "slug",
                "sourceUrl",
                "language",
                "wishes.look",
                "wishes.colours[0]",
                "wishes.logo",
                "wishes.tone",
                "wishes.description",
                "wishes.business.trade",
                "wishes.business.services[0].title",
                "wishes.business.services[0].text",
                "wishes.business.services[0].price",
                "wishes.business.contact.phones[0]",
                "wishes.business.contact.emails[0]",
                "wishes.business.contact.address",
                "wishes.business.hours[0]",
                "wishes.business.social[0]",
                "wishes.business.pictures[0]");
    }

    @ParameterizedTest
    @MethodSource("fields")
    void a_hostile_value_is_taken_or_refused_by_its_name(String field) {
        HOSTILE.forEach((kind, value) -> {
            var wanted = new HashMap<>(document(field, value));
            if (!field.equals("sourceUrl")) wanted.put("sourceUrl", OLD_SITE);

            var answer = api.post("/api/sites", wanted);

            assertThat(answer.statusCode()).as(kind + ": " + answer.body()).isIn(201, 422);
            if (!kind.equals("NUL") && !kind.startsWith("10,000")) return;
            assertThat(answer.statusCode()).as(kind).isEqualTo(422);
            var wrong = Client.json(answer).get("errors").get(0);
            assertThat(wrong.get("field").asString()).isEqualTo(field.replace("colours[0]", "colours"));
            assertThat(wrong.get("message").asString()).isNotBlank().doesNotContain("field.");
        });
    }

    @ParameterizedTest
    @MethodSource("fields")
    void a_change_to_a_hostile_value_is_taken_or_refused_and_the_site_can_still_be_shown(String field) {
        if (field.equals("slug")) return;
        var slug = newSite();
        HOSTILE.forEach((kind, value) -> {
            var answer = api.put("/api/sites/" + slug, document(field, value));

            assertThat(answer.statusCode()).as(kind + ": " + answer.body()).isIn(200, 422);
            if (kind.equals("NUL") || kind.startsWith("10,000")) {
                assertThat(answer.statusCode()).as(kind).isEqualTo(422);
            }
            assertThat(api.get("/api/sites/" + slug).statusCode()).isEqualTo(200);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "sourceUrl", "look", "colours", "description"})
    void the_form_says_what_is_wrong_and_never_breaks(String field) {
        var slug = newSite();
        var browser = Client.of(environment).signedIn("admin", Client.ADMIN_PASSWORD);
        var page = "/sites/" + slug + "/details";
        HOSTILE.forEach((kind, value) -> {
            var form = new HashMap<>(Map.of("name", "Named", "sourceUrl", OLD_SITE));
            form.put(field, value);

            var answer = browser.submit(page, form);

            assertThat(answer.statusCode()).as(field + ", " + kind).isIn(302, 422);
            if (kind.equals("NUL") || kind.startsWith("10,000")) {
                assertThat(answer.statusCode()).as(kind).isEqualTo(422);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"javascript:alert(1)", "file:///etc/passwd", "http://user:secret@old.example/", "not an address"
            })
    void an_address_that_cannot_be_read_is_refused_also_when_it_is_changed(String address) {
        var slug = newSite();
        var answer = api.put("/api/sites/" + slug, Map.of("sourceUrl", address));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Client.json(answer).get("errors").get(0).get("field").asString())
                .isEqualTo("sourceUrl");
        assertThat(Client.json(api.get("/api/sites/" + slug)).get("sourceUrl").asString())
                .isEqualTo(OLD_SITE);
    }

    @Test
    void a_service_without_a_title_is_refused_by_its_name() {
        var answer = api.post("/api/sites", document("wishes.business.services[0].text", "no title"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("wishes.business.services[0].title");
        assertThat(api.post("/api/sites", Map.of("wishes", Map.of("business", Map.of("services", List.of(Map.of())))))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void a_hundred_services_are_taken_and_one_more_is_not() {
        assertThat(api.post("/api/sites", services(100)).statusCode()).isEqualTo(201);
        var answer = api.post("/api/sites", services(101));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("wishes.business.services");
    }

    @ParameterizedTest
    @ValueSource(strings = {"trade", "contact.phones[0]", "contact.emails[0]"})
    void an_empty_field_is_no_brief(String field) {
        var answer = api.post("/api/sites", document("wishes.business." + field, " "));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("sourceUrl");
    }

    @Test
    void an_empty_language_is_none_and_an_address_is_kept_in_full() {
        var slug = newSite();
        var answer = api.put("/api/sites/" + slug, Map.of("language", "", "sourceUrl", "Müller.example"));
        assertThat(answer.statusCode()).isEqualTo(200);
        var site = Client.json(api.get("/api/sites/" + slug));
        assertThat(site.hasNonNull("language")).as(site.toString()).isFalse();
        assertThat(site.get("sourceUrl").asString()).isEqualTo("http://xn--mller-kva.example/");
    }

    @Test
    void half_a_character_is_refused_by_the_name_of_its_field() {
        var body = "{\"sourceUrl\": \"http://old.example/\", \"wishes\": {\"tone\": \"a\\ud800b\"}}";
        var answer = api.send("POST", "/api/sites", body, "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(answer.body()).contains("wishes.tone");
    }

    @Test
    void a_search_for_what_no_text_can_hold_finds_nothing() {
        assertThat(api.get("/api/sites?q=%00").statusCode()).isEqualTo(200);
    }

    private String newSite() {
        var slug = "input-" + UUID.randomUUID();
        var answer = api.post("/api/sites", Map.of("slug", slug, "sourceUrl", OLD_SITE));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return slug;
    }

    private static Map<String, Object> services(int count) {
        var services = new ArrayList<Map<String, Object>>();
        for (var i = 0; i < count; i++) services.add(Map.of("title", "Service " + i));
        return Map.of("wishes", Map.of("business", Map.of("services", services)));
    }

    /** The document in which only this field is given; what goes with it is filled in. */
    private static Map<String, Object> document(String field, String value) {
        var names = List.of(field.split("\\."));
        Object inner = value;
        for (var name : names.reversed()) {
            if (name.endsWith("[0]")) inner = Map.of(name.replace("[0]", ""), List.of(inner));
            else if (name.matches("price|text")) inner = titled(field, name, inner);
            else inner = Map.of(name, inner);
        }
        @SuppressWarnings("unchecked")
        var document = (Map<String, Object>) inner;
        return document;
    }

    private static Map<String, Object> titled(String field, String name, Object value) {
        return "no title".equals(value) || !field.contains("services")
                ? Map.of(name, value)
                : Map.of("title", "A service", name, value);
    }

    private static Map<String, String> hostile() {
        var values = new LinkedHashMap<String, String>();
        values.put("NUL", "a\0b");
        values.put("10,000 characters", "x".repeat(10_000));
        values.put("right to left", "\u202eمرحبا بالعالم");
        values.put("emoji", "👩‍🍳🥐");
        values.put("markup", "<script>alert(1)</script>");
        values.put("path", "../../etc/passwd");
        values.put("empty", "");
        return values;
    }
}
