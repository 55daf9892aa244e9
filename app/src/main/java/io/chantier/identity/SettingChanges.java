package io.chantier.identity;

import io.chantier.values.DomainName;
import io.chantier.web.Problem;
import io.chantier.web.Problem.FieldProblem;
import io.chantier.web.ProblemException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Changes the settings after looking at them, and writes down who did. */
@Service
public class SettingChanges {

    private static final int LONGEST = 300;

    private final Settings settings;
    private final Audit audit;

    SettingChanges(Settings settings, Audit audit) {
        this.settings = settings;
        this.audit = audit;
    }

    /** @throws ProblemException naming each field that is wrong */
    @Transactional
    public void make(Caller caller, Settings.Values wanted) {
        var wrong = wrong(wanted);
        if (!wrong.isEmpty()) throw new ProblemException(Problem.ofFields(wrong));
        settings.store(wanted);
        audit.write(caller, "settings.change", "settings", Map.of("name", wanted.name(), "domain", wanted.domain()));
    }

    private static List<FieldProblem> wrong(Settings.Values wanted) {
        var wrong = new ArrayList<FieldProblem>();
        Map.of(
                        "name", wanted.name(),
                        "host.name", wanted.host().name(),
                        "host.address", wanted.host().address(),
                        "host.phone", wanted.host().phone())
                .forEach((field, value) -> {
                    if (value.length() > LONGEST) wrong.add(new FieldProblem(field, "too-long", Map.of()));
                });
        if (!wanted.publicUrl().isEmpty() && !isBase(wanted.publicUrl())) {
            wrong.add(new FieldProblem("publicUrl", "not-a-base-url", Map.of()));
        }
        if (!wanted.domain().isEmpty()
                && !DomainName.isDomainName(wanted.domain().strip())) {
            wrong.add(new FieldProblem("domain", "not-a-domain", Map.of()));
        }
        return wrong;
    }

    private static boolean isBase(String text) {
        try {
            var uri = new URI(text.strip());
            return String.valueOf(uri.getScheme()).matches("https?")
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && String.valueOf(uri.getRawPath()).matches("/?")
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException _) {
            return false;
        }
    }
}
