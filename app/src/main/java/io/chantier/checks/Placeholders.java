package io.chantier.checks;

import static io.chantier.checks.Finding.blocking;

import io.chantier.reading.Source.Filler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** No page shows a text that was meant to be replaced, or what a program left behind. */
@Component
final class Placeholders implements Check {

    private static final Pattern PLACEHOLDER = Pattern.compile(
            "lorem ipsum|dolor sit amet|consectetur adipisc|your (?:text|title|company|name|content|business name) here|insert (?:text|content) here"
                    + "|votre (?:texte|titre|nom|contenu) ici|texte d.exemple|saisissez votre texte|ihr text hier|hier steht (?:ihr|dein) text|blindtext|mustertext"
                    + "|this is a (?:sample|placeholder)|placeholder text|john doe|jane doe|max mustermann|123[ -]?456[ -]?7890|\\b0?1 23 45 67 89\\b"
                    + "|[\\w.]+@(?:example\\.(?:com|org)|exemple\\.fr|yourdomain\\.\\w+|domain\\.com|yoursite\\.\\w+)"
                    + "|\\[object Object\\]|\\bundefined\\b|\\bNaN\\b|\\{\\{.*?}}|\\$\\{.*?}|\\bTODO\\b|\\bFIXME\\b|<%.*?%>",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern ABOUT_THE_SITE = Pattern.compile(
            "(?:optimisé pour|best viewed (?:in|with)|optimiert für).{0,40}(?:\\d{3,4}\\s?[x×]\\s?\\d{3,4}|explorer|netscape)"
                    + "|vous êtes le \\d+\\s?(?:e|ème) visiteur|under construction|site en construction",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final int LONG_ENOUGH = 12;

    @Override
    public List<Finding> examine(Examined site) {
        var findings = new ArrayList<Finding>();
        var filler = site.candidate().evidence().source().filler().stream()
                .map(Filler::text)
                .map(Evidence::plain)
                .filter(text -> text.length() >= LONG_ENOUGH)
                .toList();
        var known = new HashMap<String, List<Fault>>();
        for (var said : site.said())
            for (var fault : known.computeIfAbsent(said.text(), text -> faults(text, filler)))
                findings.add(found(fault.code(), said, fault.words(), site.pointers()));
        return findings;
    }

    private record Fault(String code, String words) {}

    private static List<Fault> faults(String text, List<String> filler) {
        var faults = new ArrayList<Fault>();
        var placeholder = PLACEHOLDER.matcher(text);
        if (placeholder.find()) faults.add(new Fault("placeholder", placeholder.group()));
        var about = ABOUT_THE_SITE.matcher(text);
        if (about.find()) faults.add(new Fault("filler", about.group()));
        if (filler.isEmpty()) return faults;
        var plain = Evidence.plain(text);
        filler.stream()
                .filter(plain::contains)
                .findFirst()
                .ifPresent(words -> faults.add(new Fault("placeholder", words)));
        return faults;
    }

    private static Finding found(String code, Said said, String words, Pointers pointers) {
        return blocking(code, said.page(), said.text())
                .at(pointers.of(said.text()))
                .with(Map.of("words", words));
    }
}
