package io.chantier.fleet.web;

import io.chantier.fleet.Batch.Kind;
import io.chantier.fleet.Bulk;
import io.chantier.fleet.BulkOrder;
import io.chantier.identity.Caller;
import io.chantier.values.Slug;
import io.chantier.web.Frames;
import io.chantier.web.ProblemException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Puts an app on the sites that were ticked on its page; how it goes is told by the page of the order. */
@Controller
class InstallationPages {

    private final Bulk bulk;

    InstallationPages(Bulk bulk) {
        this.bulk = bulk;
    }

    /**
     * @param site ticked ones
     * @param offered all that could be ticked
     * @param all whether all of them are meant
     */
    @PostMapping("/apps/{name}/installations")
    String install(
            Caller caller,
            @PathVariable String name,
            @RequestParam(defaultValue = "") String key,
            @RequestParam(required = false) @Nullable List<String> site,
            @RequestParam(defaultValue = "") String offered,
            @RequestParam(defaultValue = "false") boolean all,
            RedirectAttributes next) {
        var sites = slugs(all ? Stream.of(offered.split(" ", -1)) : site == null ? Stream.of() : site.stream());
        if (sites.isEmpty()) {
            next.addFlashAttribute(Frames.DONE, "page.install.nothing");
            return "redirect:/apps/" + name;
        }
        var order = new BulkOrder(ImportPages.key(key), Kind.INSTALL, sites, name, List.of());
        return switch (bulk.order(caller, BulkPages.keyed(order))) {
            case Bulk.Answer.Taken(var batch) -> "redirect:/sites/bulk/" + batch.id();
            case Bulk.Answer.Refused(var why) -> throw new ProblemException(why);
        };
    }

    private static List<Slug> slugs(Stream<String> names) {
        return names.filter(Slug::isSlug).map(Slug::new).toList();
    }
}
