package io.chantier.dashboard.web;

import io.chantier.identity.Settings;
import io.chantier.web.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings of the installation, in groups, as they are stored or as they were typed. */
public record SettingsView(List<Group> groups, @Nullable Problem problem) {

    public record Group(String key, List<Field> fields) {}

    /** @param name as the form and the problems call it; its words are {@code page.settings.<name>} */
    public record Field(String name, String value) {}

    public static SettingsView of(Settings.Values values, @Nullable Problem problem) {
        var host = new Group(
                "page.settings.group.host",
                List.of(
                        new Field("host.name", values.host().name()),
                        new Field("host.address", values.host().address()),
                        new Field("host.phone", values.host().phone())));
        var installation = new Group(
                "page.settings.group.installation",
                List.of(new Field("publicUrl", values.publicUrl()), new Field("domain", values.domain())));
        return new SettingsView(List.of(host, installation), problem);
    }
}
