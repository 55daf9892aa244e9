package io.chantier.checks;

import static io.chantier.checks.Finding.warning;

import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.MissingNode;

/** No text that a person wrote is lost unseen when the site is made anew. */
@Component
final class DisplacedTexts implements Check {

    @Override
    public List<Finding> examine(Examined site) {
        return site.json()
                .getOrDefault(Examined.PROVENANCE, MissingNode.getInstance())
                .path("displaced")
                .valueStream()
                .map(one -> warning(
                                "text-displaced",
                                Examined.CONTENT,
                                one.path("text").asString(""))
                        .with(Map.of("who", one.path("by").asString(""))))
                .toList();
    }
}
