package io.chantier.cli.client;

import io.chantier.cli.installation.CliException;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a person wants changed in a site's words, as the API takes it. */
public final class Change {

    private Change() {}

    /**
     * By pointer the new value; null for what goes.
     *
     * @param values {@code pointer=value}
     * @param removed pointers
     * @throws CliException {@code site.edit} where nothing is asked for, or a value has no pointer
     */
    public static ObjectNode of(List<String> values, List<String> removed) {
        var change = JsonMapper.shared().createObjectNode();
        for (var value : values) {
            var parts = value.split("=", 2);
            if (parts.length < 2) throw new CliException("site.edit");
            change.put(parts[0].strip(), parts[1]);
        }
        removed.forEach(pointer -> change.putNull(pointer.strip()));
        if (change.isEmpty()) throw new CliException("site.edit");
        return change;
    }
}
