package io.chantier.identity.web;

import io.chantier.identity.Caller;
import io.chantier.identity.SettingChanges;
import io.chantier.identity.Settings;
import io.chantier.identity.Settings.LegalHost;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The settings of the installation, for its operator. */
@RestController
class SettingsApi {

    private final Settings settings;
    private final SettingChanges changes;

    SettingsApi(Settings settings, SettingChanges changes) {
        this.settings = settings;
        this.changes = changes;
    }

    /** As stored; an absent member stays as it is, an empty text unsets it. */
    record Wanted(
            @Nullable String name,
            @Nullable String publicUrl,
            @Nullable String domain,
            @Nullable LegalHost host) {}

    /** @param effective what holds where nothing is stored */
    record View(String name, String publicUrl, String domain, LegalHost host, Map<String, String> effective) {}

    @GetMapping("/api/settings")
    View show() {
        var stored = settings.stored();
        return new View(
                stored.name(),
                stored.publicUrl(),
                stored.domain(),
                stored.host(),
                Map.of(
                        "name", settings.name(),
                        "publicUrl", settings.publicUrl().toString(),
                        "domain", settings.domain()));
    }

    @PutMapping("/api/settings")
    View change(Caller caller, @RequestBody Wanted wanted) {
        var old = settings.stored();
        changes.make(
                caller,
                new Settings.Values(
                        Objects.requireNonNullElse(wanted.name(), old.name()),
                        Objects.requireNonNullElse(wanted.publicUrl(), old.publicUrl()),
                        Objects.requireNonNullElse(wanted.domain(), old.domain()),
                        Objects.requireNonNullElse(wanted.host(), old.host())));
        return show();
    }
}
