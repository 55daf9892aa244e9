package io.chantier.benches.apps;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A release group as the operator wants it.
 *
 * @param apps name of an app to the version of it
 * @param after the state that was changed: where another one came meanwhile, nothing changes; null to change any
 */
public record GroupForm(
        String name, Map<String, String> apps, @Nullable Integer after) {

    public static final GroupForm EMPTY = new GroupForm("", Map.of(), null);

    public GroupForm {
        name = name.strip();
        apps = Map.copyOf(apps);
    }

    /** What is there, to be changed. */
    public static GroupForm of(ReleaseGroup group) {
        return new GroupForm(
                group.name(),
                group.current().lineup().versions(),
                group.current().number());
    }

    public String version(String app) {
        return apps.getOrDefault(app, "");
    }
}
