package io.chantier.rendering;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The sections of the template, of which a site may have versions of its own: what each is made of. */
@Component
public class Components {

    private static final String SECTIONS = "src/components/sections";

    /** What whoever edits a section looks at beside it. */
    private static final List<String> NEIGHBOURS = List.of(
            "src/lib/context.ts",
            "src/components/Action.astro",
            "src/components/Backdrop.astro",
            "src/components/Picture.astro");

    /** Section types that share a sheet with another, as the template's {@code styles.ts} has it. */
    private static final Map<String, String> SHEETS = Map.of("about", "story", "text", "story", "hours", "contact");

    private final Workshop workshop;
    private final Path template;

    Components(Workshop workshop) {
        this.workshop = workshop;
        this.template = workshop.home().resolve("template");
    }

    /** Whether an edited component can be compiled here: never without walls around it. */
    public boolean canCompile() {
        return workshop.edited().areWalled();
    }

    /**
     * @param section {@code Hero}
     * @param files what whoever edits it sees, by path; a site's own version where it has one
     * @param editable of those the component, and the style sheet of its section where it has one
     */
    public record Part(String section, SortedMap<String, byte[]> files, List<String> editable) {}

    /** By name, such as {@code Hero}. */
    public List<String> sections() {
        try (Stream<Path> all = Files.list(template.resolve(SECTIONS))) {
            return all.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".astro"))
                    .map(name -> name.substring(0, name.length() - ".astro".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty where the template has no such section. */
    public Optional<Part> part(String section, SortedMap<String, byte[]> revision) {
        if (!sections().contains(section)) return Optional.empty();
        var type = section.toLowerCase(Locale.ROOT);
        var sheet = "src/styles/sections/" + SHEETS.getOrDefault(type, type) + ".css";
        var editable = new ArrayList<>(List.of(SECTIONS + "/" + section + ".astro"));
        if (has(sheet)) editable.add(sheet);
        var files = new TreeMap<String, byte[]>();
        for (var path : Stream.concat(editable.stream(), NEIGHBOURS.stream()).toList())
            files.put(path, revision.getOrDefault(path, shipped(path)));
        return Optional.of(new Part(section, files, List.copyOf(editable)));
    }

    /** Whether the template ships this file. */
    public boolean has(String path) {
        var file = template.resolve(path).normalize();
        return file.startsWith(template) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private byte[] shipped(String path) {
        try {
            return has(path) ? Files.readAllBytes(template.resolve(path)) : new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
