package io.chantier.fleet.web;

import io.chantier.fleet.FleetQuery;
import io.chantier.fleet.SavedFilters;
import io.chantier.identity.Caller;
import io.chantier.web.Frames;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The filters that a member keeps for themselves. */
@Controller
class FilterPages {

    private static final int LONGEST_NAME = 40;

    private final SavedFilters filters;

    FilterPages(SavedFilters filters) {
        this.filters = filters;
    }

    /** @param filter the parameters of the list: {@code q}, {@code standing}, {@code tag}, {@code state}, {@code order} */
    record FilterBody(@Nullable String name, @Nullable Map<String, String> filter) {}

    @PostMapping("/sites/filters")
    String save(Caller caller, @RequestParam Map<String, String> given, RedirectAttributes next) {
        var query = Queries.of(given);
        save(caller, given.getOrDefault("name", ""), query);
        next.addFlashAttribute(Frames.DONE, "page.fleet.filter.saved");
        return "redirect:" + FleetView.path(query, false, 1);
    }

    @PostMapping("/sites/filters/{id}/removal")
    String remove(Caller caller, @PathVariable UUID id, RedirectAttributes next) {
        demand(filters.remove(caller, id));
        next.addFlashAttribute(Frames.DONE, "page.fleet.filter.removed");
        return "redirect:/sites";
    }

    @GetMapping("/api/sites/filters")
    @ResponseBody
    List<SavedFilters.Saved> list(Caller caller) {
        return filters.of(caller);
    }

    @PostMapping("/api/sites/filters")
    @ResponseBody
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void save(Caller caller, @RequestBody FilterBody body) {
        save(
                caller,
                body.name() == null ? "" : body.name(),
                Queries.of(body.filter() == null ? Map.of() : body.filter()));
    }

    @DeleteMapping("/api/sites/filters/{id}")
    @ResponseBody
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forget(Caller caller, @PathVariable UUID id) {
        demand(filters.remove(caller, id));
    }

    private void save(Caller caller, String typed, FleetQuery query) {
        var name = typed.strip();
        if (name.isEmpty()) throw new ProblemException(Problem.ofField("name", "required", Map.of()));
        if (name.length() > LONGEST_NAME) {
            throw new ProblemException(
                    Problem.ofField("name", "longer-than", Map.of("longest", Integer.toString(LONGEST_NAME))));
        }
        if (name.codePoints().anyMatch(Character::isISOControl)) {
            throw new ProblemException(Problem.ofField("name", "control-characters", Map.of()));
        }
        if (!filters.save(caller, name, query)) {
            throw new ProblemException(Problem.ofField("name", "more-than", Map.of("most", "20")));
        }
    }

    private static void demand(boolean removed) {
        if (!removed) throw new ProblemException(Problem.of("not-found", 404));
    }
}
