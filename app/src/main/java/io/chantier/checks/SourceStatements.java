package io.chantier.checks;

import io.chantier.reading.Source;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Remembers what the sources of the sites state that were examined last: an old site seldom changes, its new one often. */
@Component
final class SourceStatements {

    private static final int MOST = 50;

    private final Map<Source, Statements> known = new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Source, Statements> eldest) {
            return size() > MOST;
        }
    };

    Statements of(Source source) {
        synchronized (known) {
            var remembered = known.get(source);
            if (remembered != null) return remembered;
        }
        var statements = Statements.of(source);
        synchronized (known) {
            known.put(source, statements);
        }
        return statements;
    }
}
