package io.chantier.manual;

import io.chantier.web.HelpPages;
import io.chantier.web.Words;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Which page of the manual explains which page of the dashboard. A test walks over all pages and follows the links. */
@Component
class Help implements HelpPages {

    private static final String TABLE = """
            /                            first-site
            /account                     people#account
            /activity                    jobs#activity
            /agent-jobs/**               jobs#agents
            /apps/**                     apps
            /costs                       costs
            /invitation                  people#invitations
            /members/**                  people
            /outbox/**                   outbox
            /review/**                   approval#client
            /settings                    settings
            /settings/appearance         appearance
            /settings/apps/**            apps#catalogue
            /settings/release-groups/**  apps#groups
            /settings/budgets/**         costs#budgets
            /settings/author             author
            /settings/servers/**         dokploy
            /settings/bench-servers/**   benches
            /sign-in/**                  people#sign-in
            /sites                       sites#list
            /sites/**                    sites
            /sites/bulk/**               sites#list
            /sites/imports/**            sites#several
            /sites/new                   first-site#address
            /sites/new/bench             sites#bench
            /sites/new/brief             sites#brief
            /sites/new/several           sites#several
            /sites/{slug}                before-after
            /sites/{slug}/administrator  sites#bench-life
            /sites/{slug}/approval/**    approval
            /sites/{slug}/apps/**        benches#care
            /sites/{slug}/backups/**     benches#store
            /sites/{slug}/backups/{backup}/restoration  benches#restore
            /sites/{slug}/bench-name     benches#bench-name
            /sites/{slug}/changes/**     editing#words
            /sites/{slug}/checks         checks
            /sites/{slug}/clones         benches#clone
            /sites/{slug}/config         benches#config
            /sites/{slug}/details        sites#details
            /sites/{slug}/domains/**     domains
            /sites/{slug}/edit/**        editing
            /sites/{slug}/edit/languages/**  languages
            /sites/{slug}/farewell       sites#bench-life
            /sites/{slug}/generate       editing#anew
            /sites/{slug}/jobs/**        jobs
            /sites/{slug}/pictures/**    sites#pictures
            /sites/{slug}/releases/**    sites#versions
            /sites/{slug}/removal        sites#away
            /sites/{slug}/revisions/**   sites#versions
            /sites/{slug}/source/**      sites#source
            /sites/{slug}/updates/**     benches#updates
            /sites/{slug}/usage          benches#usage
            """;

    private static final List<Row> ROWS = TABLE.lines().map(Row::of).toList();

    private record Row(PathPattern path, String target) {
        static Row of(String line) {
            var words = line.strip().split("\\s+");
            return new Row(PathPatternParser.defaultInstance.parse(words[0]), "/manual/" + words[1]);
        }
    }

    private final Manual manual;

    Help(Manual manual) {
        this.manual = manual;
    }

    @Override
    public Optional<String> about(String path) {
        var asked = PathContainer.parsePath(path);
        return ROWS.stream()
                .filter(row -> row.path().matches(asked))
                .min(Comparator.comparing(Row::path, PathPattern.SPECIFICITY_COMPARATOR))
                .map(Row::target);
    }

    @Override
    public Optional<String> aboutProblem(String code) {
        boolean known = manual.problems(Words.LANGUAGES.getFirst()).stream()
                .anyMatch(problem -> problem.code().equals(code));
        return known ? Optional.of("/manual/" + Manual.ERRORS + "#" + code) : Optional.empty();
    }
}
