package io.chantier.fleet.web;

import io.chantier.fleet.Batch;
import io.chantier.fleet.Batches;
import io.chantier.fleet.Imports;
import io.chantier.identity.Caller;
import io.chantier.sites.NewSiteWay;
import io.chantier.sites.SiteTag;
import io.chantier.values.Digest;
import io.chantier.web.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The form that takes many addresses at once. */
@Controller
public class ImportPages {

    private static final int RECENT = 5;

    private final Imports imports;
    private final Batches batches;
    private final ObjectProvider<NewSiteWay> ways;

    ImportPages(Imports imports, Batches batches, ObjectProvider<NewSiteWay> ways) {
        this.imports = imports;
        this.batches = batches;
        this.ways = ways;
    }

    @Bean
    static NewSiteWay severalSites() {
        return new NewSiteWay("page.new.several", "/sites/new/several", 300);
    }

    /** What was typed, to be shown again where something is wrong with it. */
    public record Form(String addresses, String tag, boolean draft, UUID key) {}

    @GetMapping("/sites/new/several")
    String ask(Caller caller, Model page) {
        return form(caller, new Form("", "", false, UUID.randomUUID()), page);
    }

    @PostMapping("/sites/imports")
    String take(
            Caller caller,
            @RequestParam Map<String, String> typed,
            @RequestParam(required = false) @Nullable MultipartFile file,
            HttpServletResponse response,
            Model page)
            throws IOException {
        var form = new Form(
                typed.getOrDefault("addresses", ""),
                typed.getOrDefault("tag", "").strip(),
                typed.getOrDefault("goal", "").equals("DRAFT"),
                key(typed.getOrDefault("key", "")));
        var tag = SiteTag.of(form.tag());
        if (tag.isEmpty() && !form.tag().isEmpty()) {
            return again(caller, form, Problem.ofField("tag", "not-a-tag", Map.of()), response, page);
        }
        var list = file == null || file.isEmpty()
                ? form.addresses().getBytes(StandardCharsets.UTF_8)
                : ImportApi.upToTooMuch(file.getInputStream());
        return switch (imports.order(
                caller, new Imports.Wanted(about(form, list), list, !form.draft(), tag.orElse(null)))) {
            case Imports.Answer.Taken(var batch) -> "redirect:/sites/imports/" + batch.id();
            case Imports.Answer.Refused(var code, var arguments) ->
                again(caller, form, Problem.of(code, 422, arguments), response, page);
        };
    }

    /** The same form sent twice is one import; with another list, after a step back, it is another. */
    private static UUID about(Form form, byte[] list) {
        return about(form.key(), form.tag() + "\n" + form.draft() + "\n" + Digest.of(list));
    }

    static UUID about(UUID key, String ordered) {
        return UUID.nameUUIDFromBytes((key + "\n" + ordered).getBytes(StandardCharsets.UTF_8));
    }

    private String again(Caller caller, Form form, Problem problem, HttpServletResponse response, Model page) {
        response.setStatus(problem.status());
        page.addAttribute("problem", problem);
        return form(caller, form, page);
    }

    private String form(Caller caller, Form form, Model page) {
        page.addAttribute("form", form);
        page.addAttribute(
                "ways",
                ways.stream().sorted(Comparator.comparingInt(NewSiteWay::order)).toList());
        page.addAttribute("recent", recent(caller));
        return "fleet/import";
    }

    private List<Batch> recent(Caller caller) {
        return batches.recent(caller.team(), RECENT);
    }

    /** A form that somebody else wrote may lack it. */
    static UUID key(String typed) {
        try {
            return UUID.fromString(typed);
        } catch (IllegalArgumentException _) {
            return UUID.randomUUID();
        }
    }
}
