package io.chantier.generation.claude;

import io.chantier.generation.Assignment;
import io.chantier.generation.Dossier;
import io.chantier.generation.OfflineAuthor;
import io.chantier.generation.Progress;
import io.chantier.generation.Redraft;
import io.chantier.generation.Writing;
import io.chantier.reading.Source;
import java.util.SortedMap;
import tools.jackson.databind.json.JsonMapper;

/** The author with a model that writes what it read: every step of it but the program, for many sites in a short time. */
public final class StandInWriter {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private StandInWriter() {}

    public static SortedMap<String, byte[]> written(Source source) {
        var assignment = Assignment.of(source);
        var draft = ((Writing.Written) new OfflineAuthor().write(assignment, Progress.SILENT)).files();
        var model = new WritingModel();
        var study = model.analysis(JSON.readTree(Dossier.of(assignment).forAnalysis()));
        var dossier = Dossier.of(assignment, draft);
        var answer = model.content(JSON.readTree(dossier.forContent(study)));
        return Redraft.of(dossier, draft, answer, ClaudeAuthor.NAME);
    }
}
