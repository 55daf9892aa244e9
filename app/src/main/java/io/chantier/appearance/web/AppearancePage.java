package io.chantier.appearance.web;

import io.chantier.appearance.AppearanceChanges;
import io.chantier.appearance.AppearanceChanges.LogoChange;
import io.chantier.appearance.Appearances;
import io.chantier.appearance.Colours;
import io.chantier.identity.Caller;
import io.chantier.web.Frames;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartRequest;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.WebUtils;

/** The page on which the operator gives the installation a name, a logo and colours of its own. */
@Controller
class AppearancePage {

    private final Appearances appearances;
    private final AppearanceChanges changes;

    AppearancePage(Appearances appearances, AppearanceChanges changes) {
        this.appearances = appearances;
        this.changes = changes;
    }

    @GetMapping("/settings/appearance")
    String show(Model page) {
        page.addAttribute("view", AppearanceView.of(appearances.current()));
        return "appearance/appearance";
    }

    @PostMapping("/settings/appearance")
    String change(
            Caller caller,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String main,
            @RequestParam(defaultValue = "") String ground,
            @RequestParam(defaultValue = "false") boolean withoutLogo,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        try {
            changes.make(caller, name, new Colours(main, ground), logo(request, withoutLogo));
        } catch (ProblemException wrong) {
            response.setStatus(wrong.problem().status());
            var logo = appearances.current().logoAddress();
            page.addAttribute("view", AppearanceView.typed(name, main, ground, logo, wrong.problem()));
            return "appearance/appearance";
        }
        next.addFlashAttribute(Frames.DONE, "page.saved");
        return "redirect:/settings/appearance";
    }

    private static LogoChange logo(HttpServletRequest request, boolean without) {
        var form = WebUtils.getNativeRequest(request, MultipartRequest.class);
        var file = form == null ? null : form.getFile("logo");
        if (file == null || file.isEmpty()) return without ? new LogoChange.Removed() : new LogoChange.Kept();
        try {
            return new LogoChange.Replaced(file.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
