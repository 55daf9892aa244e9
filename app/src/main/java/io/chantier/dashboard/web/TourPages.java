package io.chantier.dashboard.web;

import io.chantier.dashboard.Tours;
import io.chantier.identity.Caller;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Puts the tour away, and begins it again. */
@Controller
@RequestMapping("/tour")
class TourPages {

    private final Tours tours;

    TourPages(Tours tours) {
        this.tours = tours;
    }

    @PostMapping
    String begin(Caller caller) {
        tours.show(caller, true);
        return "redirect:/";
    }

    @PostMapping("/end")
    String end(Caller caller) {
        tours.show(caller, false);
        return "redirect:/";
    }
}
