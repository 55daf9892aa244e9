package io.chantier.checks;

import static io.chantier.checks.Finding.blocking;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Every picture and every video that the data names has been read or uploaded. */
@Component
final class PictureReferences implements Check {

    private static final Set<String> FILES = Set.of(Examined.SITE, Examined.CONTENT);

    @Override
    public List<Finding> examine(Examined site) {
        var findings = new ArrayList<Finding>();
        for (var file : FILES) {
            var node = site.json().get(file);
            if (node != null) search(site, file, Pointers.root(file), node, findings);
        }
        return findings;
    }

    private static void search(Examined site, String file, String pointer, JsonNode node, List<Finding> findings) {
        if (node.isArray())
            for (var i = 0; i < node.size(); i++) search(site, file, pointer + "/" + i, node.get(i), findings);
        if (!node.isObject()) return;
        for (var field : node.properties()) {
            var value = field.getValue();
            if (field.getKey().equals("image") && value.isString()) {
                if (!site.candidate().pictures().containsKey(value.stringValue()))
                    findings.add(blocking("picture-unknown", file, value.stringValue())
                            .at(pointer + "/image")
                            .with(Map.of("id", value.stringValue())));
            } else if (field.getKey().equals("video") && value.isString()) {
                if (!site.candidate().pictures().containsKey("video/" + value.stringValue()))
                    findings.add(blocking("video-unknown", file, value.stringValue())
                            .at(pointer + "/video")
                            .with(Map.of("id", value.stringValue())));
            } else search(site, file, pointer + "/" + field.getKey(), value, findings);
        }
    }
}
