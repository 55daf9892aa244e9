package io.chantier.editing;

import io.chantier.checks.Schemas;
import java.util.HashSet;
import java.util.List;
import org.springframework.stereotype.Component;

/** What the template's schemas say of a draft. */
@Component
class Rules {

    private final Schemas schemas;

    Rules(Schemas schemas) {
        this.schemas = schemas;
    }

    /** What was wrong before is no reason to refuse a change of something else. */
    List<Wrong> newlyWrong(Draft before, Draft after) {
        var wrong = wrong(after);
        if (wrong.isEmpty()) return wrong;
        var known = new HashSet<>(wrong(before));
        return wrong.stream().filter(one -> !known.contains(one)).toList();
    }

    private List<Wrong> wrong(Draft draft) {
        return Draft.FILES.entrySet().stream()
                .flatMap(file -> schemas.violations(file.getValue(), draft.at(Pointer.of(file.getKey()))).stream()
                        .flatMap(violation -> Wrong.of(file.getKey(), violation).stream()))
                .distinct()
                .toList();
    }
}
