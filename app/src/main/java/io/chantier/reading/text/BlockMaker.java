package io.chantier.reading.text;

import io.chantier.reading.Source.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Joins lines into blocks: lines that a narrow page broke become one paragraph, items one list, rows one table. */
public final class BlockMaker {

    private final List<Block> blocks = new ArrayList<>();
    private final Map<String, String> pictures;
    private final List<String> run = new ArrayList<>();
    private Line.Kind kind = Line.Kind.TEXT;
    private @Nullable Element parent;

    private BlockMaker(Map<String, String> pictures) {
        this.pictures = pictures;
    }

    /** @param pictures ids by address; pictures without one are left out */
    public static List<Block> of(PageText page, Map<String, String> pictures) {
        var maker = new BlockMaker(pictures);
        page.lines().forEach(maker::add);
        maker.end();
        return List.copyOf(maker.blocks);
    }

    private void add(Line line) {
        if (line.chrome()) return;
        var box = box(line.element());
        var goesOn = line.kind() == kind
                && (kind == Line.Kind.ITEM
                        || kind == Line.Kind.ROW
                        || kind == Line.Kind.PICTURE
                        || isBroken(line, box));
        if (!goesOn) end();
        kind = line.kind();
        parent = box;
        switch (line.kind()) {
            case HEADING -> blocks.add(new Block(Block.Kind.HEADING, line.level(), line.text(), List.of(), List.of()));
            case PICTURE -> {
                var id = pictures.get(line.picture());
                if (id != null && !run.contains(id)) run.add(id);
            }
            case TEXT, QUOTE -> {
                if (goesOn && !run.isEmpty()) run.set(run.size() - 1, run.getLast() + " " + line.text());
                else run.add(line.text());
            }
            case ITEM, ROW -> run.add(line.text());
        }
    }

    @SuppressWarnings("ReferenceEquality") // the very same element, not one with the same text
    private boolean isBroken(Line line, @Nullable Element box) {
        return box == parent && !line.gap() && !run.isEmpty() && run.getLast().length() > 50;
    }

    private void end() {
        if (run.isEmpty()) return;
        var items = List.copyOf(run);
        run.clear();
        blocks.add(
                switch (kind) {
                    case ITEM -> new Block(Block.Kind.LIST, 0, "", items, List.of());
                    case ROW -> new Block(Block.Kind.TABLE, 0, "", items, List.of());
                    case PICTURE -> new Block(Block.Kind.PICTURES, 0, "", List.of(), items);
                    case QUOTE -> new Block(Block.Kind.QUOTE, 0, String.join(" ", items), List.of(), List.of());
                    case HEADING, TEXT ->
                        new Block(Block.Kind.PARAGRAPH, 0, String.join(" ", items), List.of(), List.of());
                });
    }

    private static @Nullable Element box(Element at) {
        return at.closest("p,td,div,li,blockquote,center,section,body");
    }
}
