package io.chantier.lifecycle.web;

import io.chantier.benches.hosting.BenchConfig.Setting;
import io.chantier.web.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a site as its tab shows it.
 *
 * @param problem what is wrong with what was typed
 * @param trouble why the agent does not tell the configuration; null where it does
 */
public record BenchConfigView(
        List<Setting> entries,
        BenchConfigForm form,
        @Nullable Problem problem,
        @Nullable Problem trouble) {

    public List<Setting> own() {
        return entries.stream().filter(Setting::editable).toList();
    }

    public List<Setting> platform() {
        return entries.stream().filter(entry -> !entry.editable()).toList();
    }

    public String written(Setting entry) {
        return BenchConfigForm.written(entry.value());
    }
}
