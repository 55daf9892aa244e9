package io.chantier.dashboard.web;

import io.chantier.identity.Caller;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Jobs a day, how long they took, why they failed, how large the sites are: drawn, and as tables. */
@Controller
class ActivityPage {

    private final Activity activity;

    ActivityPage(Activity activity) {
        this.activity = activity;
    }

    @GetMapping("/activity")
    String show(Caller caller, @RequestParam(defaultValue = "30") int days, Model page) {
        page.addAttribute("view", activity.of(caller, days));
        return "dashboard/activity";
    }

    /** The same for programs. */
    @GetMapping("/api/activity")
    @ResponseBody
    ActivityView list(Caller caller, @RequestParam(defaultValue = "30") int days) {
        return activity.of(caller, days);
    }
}
