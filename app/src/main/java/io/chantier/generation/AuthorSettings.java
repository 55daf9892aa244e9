package io.chantier.generation;

import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Who writes, and with which model each step; kept in the database, so that every generator does the same. */
@Repository
public class AuthorSettings {

    /** Dear enough for good words, cheap enough for many sites. */
    private static final Models DEFAULTS =
            new Models("claude-haiku-5-5", "claude-sonnet-5-5", "claude-haiku-5-5", "claude-sonnet-5-5");

    private static final int ROUNDS = 2;

    private final JdbcClient jdbc;
    private final String otherwise;

    /** @param otherwise who writes until the operator says who */
    AuthorSettings(JdbcClient jdbc, @Value("${chantier.author:offline}") String otherwise) {
        this.jdbc = jdbc;
        this.otherwise = otherwise;
    }

    /**
     * What the operator chose.
     *
     * @param author the name of an author
     * @param rounds how often the gate's findings go back to the author at most
     */
    public record Chosen(String author, Models models, int rounds) {}

    /** A model for each step, by alias or full name. */
    public record Models(String analysis, String content, String design, String repair) {}

    public Chosen chosen() {
        var stored = stored();
        return new Chosen(
                stored.getOrDefault("author", otherwise),
                new Models(
                        stored.getOrDefault("model-analysis", DEFAULTS.analysis()),
                        stored.getOrDefault("model-content", DEFAULTS.content()),
                        stored.getOrDefault("model-design", DEFAULTS.design()),
                        stored.getOrDefault("model-repair", DEFAULTS.repair())),
                Integer.parseInt(stored.getOrDefault("rounds", Integer.toString(ROUNDS))));
    }

    /** Everything as given; what is wrong with it is looked at before. */
    @Transactional
    public void store(Chosen chosen) {
        var models = chosen.models();
        store("author", chosen.author());
        store("model-analysis", models.analysis());
        store("model-content", models.content());
        store("model-design", models.design());
        store("model-repair", models.repair());
        store("rounds", Integer.toString(chosen.rounds()));
    }

    private void store(String name, String value) {
        jdbc.sql("""
                        insert into generation_setting (name, value) values (?, ?)
                        on conflict (name) do update set value = excluded.value
                        """).params(name, value.strip()).update();
    }

    private Map<String, String> stored() {
        var stored = new HashMap<String, String>();
        jdbc.sql("select name, value from generation_setting")
                .query((row, _) -> stored.put(row.getString("name"), row.getString("value")))
                .list();
        return stored;
    }
}
