package io.chantier.fleet.web;

import io.chantier.fleet.Batch;
import io.chantier.fleet.Batches;
import io.chantier.fleet.Census;
import io.chantier.identity.Caller;
import io.chantier.web.Frames;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import io.chantier.web.Words;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What became of an import or of a bulk action, line by line and live. */
@Controller
class BatchPages {

    private final Batches batches;
    private final Census census;
    private final LiveBatch live;
    private final Frames frames;
    private final Words words;

    BatchPages(Batches batches, Census census, LiveBatch live, Frames frames, Words words) {
        this.batches = batches;
        this.census = census;
        this.live = live;
        this.frames = frames;
        this.words = words;
    }

    @GetMapping({"/sites/imports/{id}", "/sites/bulk/{id}"})
    String show(Caller caller, @PathVariable UUID id, Model page) {
        page.addAttribute("view", BatchView.of(found(caller, id), census.of(caller.team())));
        return "fleet/batch";
    }

    @GetMapping({"/sites/imports/{id}/live", "/sites/bulk/{id}/live"})
    SseEmitter follow(Caller caller, @PathVariable UUID id, HttpServletRequest request) {
        return live.follow(found(caller, id), frames.of(request));
    }

    @GetMapping({"/api/sites/imports/{id}", "/api/sites/bulk/{id}"})
    @ResponseBody
    BatchAnswer answer(Caller caller, @PathVariable UUID id, Locale locale) {
        return BatchAnswer.of(BatchView.of(found(caller, id), census.of(caller.team())), words, locale);
    }

    private Batch found(Caller caller, UUID id) {
        return batches.find(caller.team(), id).orElseThrow(() -> new ProblemException(Problem.of("not-found", 404)));
    }
}
