package io.chantier.dashboard.web;

import io.chantier.identity.Caller;
import io.chantier.identity.SettingChanges;
import io.chantier.identity.Settings;
import io.chantier.web.Frames;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The settings of the installation, for its operator. */
@Controller
class SettingsPage {

    private final Settings settings;
    private final SettingChanges changes;

    SettingsPage(Settings settings, SettingChanges changes) {
        this.settings = settings;
        this.changes = changes;
    }

    @GetMapping("/settings")
    String show(Model page) {
        page.addAttribute("view", SettingsView.of(settings.stored(), null));
        return "dashboard/settings";
    }

    @PostMapping("/settings")
    String change(
            Caller caller,
            @RequestParam Map<String, String> typed,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        var wanted = values(typed);
        try {
            changes.make(caller, wanted);
        } catch (ProblemException wrong) {
            response.setStatus(wrong.problem().status());
            page.addAttribute("view", SettingsView.of(wanted, wrong.problem()));
            return "dashboard/settings";
        }
        next.addFlashAttribute(Frames.DONE, "page.saved");
        return "redirect:/settings";
    }

    /** The name of the installation is changed on the page of its appearance. */
    private Settings.Values values(Map<String, String> typed) {
        var host = new Settings.LegalHost(
                text(typed, "host.name"), text(typed, "host.address"), text(typed, "host.phone"));
        return new Settings.Values(settings.stored().name(), text(typed, "publicUrl"), text(typed, "domain"), host);
    }

    private static String text(Map<String, String> typed, String name) {
        return typed.getOrDefault(name, "").strip();
    }
}
