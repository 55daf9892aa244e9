package io.chantier.deployment;

import io.chantier.sites.SiteId;
import io.chantier.storage.ReleasePointers;
import io.chantier.values.TeamId;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How the published sites of a team stand towards the public; two questions, however many there are. */
@Component
public class Conditions {

    private final SiteHealth health;
    private final ReleasePointers pointers;

    Conditions(SiteHealth health, ReleasePointers pointers) {
        this.health = health;
        this.pointers = pointers;
    }

    /**
     * A site that is or was online.
     *
     * @param health null where nobody looked yet, or where it is offline
     * @param deployedAt when what it serves was put online; null where it serves nothing
     */
    public record Condition(
            @Nullable Health health, @Nullable Instant deployedAt) {
        public static final Condition NONE = new Condition(null, null);

        public boolean isDown() {
            return health != null && health.state() == Health.State.DOWN;
        }
    }

    public Map<SiteId, Condition> of(TeamId team) {
        var healths = health.of(team);
        var deployed = pointers.of(team).stream()
                .collect(Collectors.toMap(pointer -> new SiteId(pointer.site()), ReleasePointers.Pointer::since));
        return Stream.concat(healths.keySet().stream(), deployed.keySet().stream())
                .distinct()
                .collect(Collectors.toMap(site -> site, site -> new Condition(healths.get(site), deployed.get(site))));
    }
}
