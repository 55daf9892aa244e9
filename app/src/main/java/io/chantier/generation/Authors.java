package io.chantier.generation;

import java.util.List;
import org.springframework.stereotype.Component;

/** The authors of this installation, and which of them works now. */
@Component
public class Authors {

    private final List<Author> all;
    private final AuthorSettings settings;

    Authors(List<Author> all, AuthorSettings settings) {
        this.all = all;
        this.settings = settings;
    }

    /** Who is to work on what is ordered now. */
    public Author chosen() {
        return named(settings.chosen().author());
    }

    /** @throws IllegalArgumentException where nobody is called so */
    public Author named(String name) {
        return all.stream()
                .filter(author -> author.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No author is called " + name));
    }

    public List<String> names() {
        return all.stream().map(Author::name).sorted().toList();
    }
}
