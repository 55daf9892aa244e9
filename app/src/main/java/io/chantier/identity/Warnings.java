package io.chantier.identity;

import io.chantier.values.TeamId;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What the people of a team should look after; stands on the overview. */
@Component
public class Warnings {

    private final ObjectProvider<Source> sources;

    Warnings(ObjectProvider<Source> sources) {
        this.sources = sources;
    }

    /**
     * @param code worded by {@code warning.<code>} with the arguments
     * @param path where it is put right
     */
    public record Warning(String code, Map<String, String> arguments, String path) {}

    /** Brought as a bean by the module that knows. */
    @FunctionalInterface
    public interface Source {
        List<Warning> warnings(TeamId team);
    }

    public List<Warning> of(TeamId team) {
        return sources.orderedStream()
                .flatMap(source -> source.warnings(team).stream())
                .toList();
    }
}
