package io.chantier.checks;

import static io.chantier.checks.Finding.warning;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.MissingNode;

/** The legal notice names the host, as the law wants it; who that is, the operator says in the settings. */
@Component
final class HostNamed implements Check {

    @Override
    public List<Finding> examine(Examined site) {
        var findings = new ArrayList<Finding>();
        if (site.candidate().evidence().isHostNamed()) return findings;
        var content = site.json().getOrDefault(Examined.CONTENT, MissingNode.getInstance());
        for (var page : content.path("pages")) {
            if (page.path("kind").asString("").equals("legal")) {
                findings.add(warning("host-missing", page.path("path").asString("/"), ""));
            }
        }
        return findings;
    }
}
