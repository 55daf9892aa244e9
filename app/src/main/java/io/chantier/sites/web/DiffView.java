package io.chantier.sites.web;

import io.chantier.sites.FileDifference;
import io.chantier.sites.Revision;
import java.util.List;

/** A revision with what it changed. */
public record DiffView(Revision revision, List<FileChange> files) {

    public record FileChange(String path, List<Line> lines) {

        static FileChange of(FileDifference difference) {
            var lines = difference
                    .patch()
                    .lines()
                    .dropWhile(line -> !line.startsWith("@@"))
                    .map(Line::of)
                    .toList();
            return new FileChange(difference.path(), lines);
        }

        public long added() {
            return lines.stream().filter(line -> line.look().equals("plus")).count();
        }

        public long removed() {
            return lines.stream().filter(line -> line.look().equals("minus")).count();
        }
    }

    /** @param look {@code plus}, {@code minus}, {@code hunk} or {@code same} */
    public record Line(String look, String text) {

        static Line of(String text) {
            var look = text.startsWith("@@")
                    ? "hunk"
                    : text.startsWith("+") ? "plus" : text.startsWith("-") ? "minus" : "same";
            return new Line(look, text);
        }
    }

    static DiffView of(Revision revision, List<FileDifference> differences) {
        return new DiffView(revision, differences.stream().map(FileChange::of).toList());
    }
}
