package io.chantier.metering;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/**
 * What models cost: as the provider lists it, unless the operator says otherwise. A model that nobody knows is as dear as
 * the dearest, so that a limit holds whatever is asked.
 */
@Repository
public class Prices {

    private static final Pattern DATE = Pattern.compile("-\\d{8}$");

    private final Listed listed;
    private final JdbcClient jdbc;

    Prices(JdbcClient jdbc) {
        this.jdbc = jdbc;
        try (var file = new ClassPathResource("metering/prices.json").getInputStream()) {
            listed = JsonMapper.builder().build().readValue(file, Listed.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Listed(String version, List<Price> models) {}

    /**
     * @param isKnown false where the price is that of the dearest model, for want of its own
     */
    public record Cost(long microUsd, boolean isKnown) {}

    /** What one request cost; the tokens are those of this request alone, as its length decides the price. */
    public Cost cost(String model, Tokens tokens) {
        var all = all();
        var price = find(all, model);
        if (price != null) return new Cost(price.of(tokens), true);
        return new Cost(
                all.values().stream().mapToLong(each -> each.of(tokens)).max().orElseThrow(), false);
    }

    /** Whether the operator set this model's price. */
    public boolean isSetByOperator(String model) {
        var own = new LinkedHashMap<String, Price>();
        overrides().forEach(price -> own.put(price.model(), price));
        return find(own, model) != null;
    }

    /** Of which version of the command line the listed prices are. */
    public String version() {
        return listed.version();
    }

    /** Those in use, the operator's among them. */
    public List<Price> list() {
        return List.copyOf(all().values());
    }

    /** As listed, whatever the operator said. */
    List<Price> defaults() {
        return listed.models();
    }

    /** Replaces all that the operator said before. */
    void override(List<Price> prices) {
        jdbc.sql("delete from metering_price").update();
        for (var price : prices) {
            jdbc.sql("""
                    insert into metering_price (model, input, output, cache_write, cache_read) values (?, ?, ?, ?, ?)
                    """)
                    .params(price.model(), price.input(), price.output(), price.cacheWrite(), price.cacheRead())
                    .update();
        }
    }

    List<Price> overrides() {
        return jdbc.sql("select * from metering_price order by model")
                .query((row, _) -> new Price(
                        row.getString("model"),
                        row.getLong("input"),
                        row.getLong("output"),
                        row.getLong("cache_write"),
                        row.getLong("cache_read"),
                        1))
                .list();
    }

    private Map<String, Price> all() {
        var all = new LinkedHashMap<String, Price>();
        listed.models().forEach(price -> all.put(price.model(), price));
        overrides().forEach(price -> all.put(price.model(), price));
        return all;
    }

    /** Names of models may end in a date; an alias such as {@code sonnet} is the newest of its kind, which is listed first. */
    private static @Nullable Price find(Map<String, Price> prices, String model) {
        var exact = prices.get(model);
        if (exact != null) return exact;
        return prices.keySet().stream()
                .filter(known -> known.startsWith("claude-" + model + "-"))
                .findFirst()
                .map(prices::get)
                .orElse(prices.get(DATE.matcher(model).replaceFirst("")));
    }
}
