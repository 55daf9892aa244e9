package io.chantier.dashboard.web;

import io.chantier.identity.Caller;
import io.chantier.identity.Outbox;
import io.chantier.web.Page;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Every letter of the team, until mail is set up. */
@Controller
class OutboxPage {

    private final Outbox outbox;

    OutboxPage(Outbox outbox) {
        this.outbox = outbox;
    }

    @GetMapping("/outbox")
    String list(Caller caller, @RequestParam(required = false) @Nullable String cursor, Model page) {
        var letters = outbox.list(caller.team(), cursor, Page.limit(null)).map(OutboxPage::line);
        page.addAttribute("letters", letters);
        return "dashboard/outbox";
    }

    @GetMapping("/outbox/{id}")
    String show(Caller caller, @PathVariable UUID id, Model page) {
        var kept = outbox.find(caller.team(), id).orElseThrow(() -> new ProblemException(Problem.of("not-found", 404)));
        page.addAttribute(
                "letter", new OutboxView.Letter(line(kept), kept.letter().body()));
        return "dashboard/letter";
    }

    private static OutboxView.Line line(Outbox.Kept kept) {
        return new OutboxView.Line(
                kept.id().toString(), kept.letter().recipient(), kept.letter().subject(), kept.createdAt());
    }
}
