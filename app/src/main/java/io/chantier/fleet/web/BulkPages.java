package io.chantier.fleet.web;

import io.chantier.fleet.Batch.Kind;
import io.chantier.fleet.Bulk;
import io.chantier.fleet.BulkOrder;
import io.chantier.fleet.Census;
import io.chantier.fleet.FleetSite;
import io.chantier.identity.Caller;
import io.chantier.lifecycle.BenchCare;
import io.chantier.sites.SiteTag;
import io.chantier.values.Slug;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page between choosing many sites and doing something with them: it says with how many. */
@Controller
public class BulkPages {

    public static final List<String> LOOKS = List.of("atelier", "horizon", "vitrine");

    private final Bulk bulk;
    private final Census census;
    private final BenchCare care;

    BulkPages(Bulk bulk, Census census, BenchCare care) {
        this.bulk = bulk;
        this.census = census;
        this.care = care;
    }

    /**
     * What is to be confirmed.
     *
     * @param back the list as it was
     * @param tags that the team uses
     * @param apps that can be installed somewhere
     */
    public record Form(
            BulkOrder order, List<FleetSite> sites, String back, List<SiteTag> tags, SortedSet<String> apps) {

        private static final int NAMED = 12;

        public String slugs() {
            return String.join(" ", order.sites().stream().map(Slug::value).toList());
        }

        public List<FleetSite> named() {
            return sites.stream().limit(NAMED).toList();
        }

        public int unnamed() {
            return Math.max(0, sites.size() - NAMED);
        }

        /** Whether the author works on these sites. */
        public boolean isWritten() {
            return switch (order.kind()) {
                case REGENERATE, LOOK -> true;
                case PUBLISH, ARCHIVE, BACKUP, MIGRATE, UPDATE, SUSPEND, RESUME, INSTALL, TAG, UNTAG, IMPORT -> false;
            };
        }

        public boolean wants(String input) {
            return switch (order.kind()) {
                case TAG, UNTAG -> input.equals("tag");
                case LOOK -> input.equals("look");
                case INSTALL -> input.equals("app");
                case IMPORT, PUBLISH, REGENERATE, ARCHIVE, BACKUP, MIGRATE, UPDATE, SUSPEND, RESUME -> false;
            };
        }
    }

    @GetMapping("/sites/bulk")
    String confirm(
            Caller caller,
            @RequestParam Map<String, String> given,
            @RequestParam(name = "site", required = false) @Nullable List<String> ticked,
            Model page) {
        var kind = kind(given.getOrDefault("action", ""));
        var all = census.of(caller.team());
        var query = Queries.of(given);
        var wanted = new HashSet<>(ticked == null ? List.<String>of() : ticked);
        var sites = given.containsKey("all")
                ? query.of(all)
                : all.stream()
                        .filter(one -> wanted.contains(one.site().slug().value()))
                        .toList();
        var order = new BulkOrder(
                UUID.randomUUID(),
                kind,
                sites.stream().map(one -> one.site().slug()).toList(),
                "",
                List.of());
        if (order.sites().isEmpty()) page.addAttribute("problem", Problem.of("bulk-none", 422));
        return form(caller, order, all, FleetView.path(query, false, 1), page);
    }

    @PostMapping("/sites/bulk")
    String carryOut(Caller caller, @RequestParam Map<String, String> typed, HttpServletResponse response, Model page) {
        var order = new BulkOrder(
                ImportPages.key(typed.getOrDefault("key", "")),
                kind(typed.getOrDefault("action", "")),
                slugs(typed.getOrDefault("sites", "")),
                wish(typed),
                words(typed.getOrDefault("colours", "")));
        return switch (bulk.order(caller, keyed(order))) {
            case Bulk.Answer.Taken(var batch) -> "redirect:/sites/bulk/" + batch.id();
            case Bulk.Answer.Refused(var why) -> {
                if (why.status() == 403) throw new ProblemException(why);
                response.setStatus(why.status());
                page.addAttribute("problem", why);
                yield form(caller, order, census.of(caller.team()), "/sites", page);
            }
        };
    }

    private static String wish(Map<String, String> typed) {
        return Stream.of("tag", "look", "app")
                .map(typed::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("")
                .strip();
    }

    /** The same form sent twice is one order; changed after a step back, it is another. */
    static BulkOrder keyed(BulkOrder order) {
        var ordered = order.kind() + "\n" + order.sites() + "\n" + order.wish() + "\n" + order.colours();
        return new BulkOrder(
                ImportPages.about(order.key(), ordered), order.kind(), order.sites(), order.wish(), order.colours());
    }

    private String form(Caller caller, BulkOrder order, List<FleetSite> all, String back, Model page) {
        var chosen = new HashSet<>(order.sites());
        var sites =
                all.stream().filter(one -> chosen.contains(one.site().slug())).toList();
        var tags = all.stream().flatMap(one -> one.tags().stream()).distinct().toList();
        page.addAttribute("form", new Form(order, sites, back, tags, care.installable(caller.team())));
        return "fleet/bulk";
    }

    static Kind kind(String typed) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.name().equals(typed) && kind != Kind.IMPORT)
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.ofField("action", "unknown-value", Map.of())));
    }

    private static List<Slug> slugs(String typed) {
        return words(typed).stream().filter(Slug::isSlug).map(Slug::new).toList();
    }

    private static List<String> words(String typed) {
        return Arrays.stream(typed.split("[\\s,]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
