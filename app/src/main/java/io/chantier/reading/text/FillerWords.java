package io.chantier.reading.text;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Recognises text that only fills a place: lorem ipsum and what templates write where the owner should. */
public final class FillerWords {

    private static final Set<String> LATIN = words("""
            ab accumsan accusantium ad adipiscing adipisicing aliqua aliquip amet ante aspernatur
            atque augue aut aute autem beatae bibendum blanditiis cillum commodo congue consectetur
            consequat consequuntur corporis culpa cum cumque cupidatat cupiditate curabitur cursus
            delectus deleniti deserunt dictum dignissimos do dolor dolore dolorem doloremque
            doloribus donec ducimus duis ea egestas eiusmod eligendi elit enim eos esse est et eu
            eum ex excepteur excepturi exercitation explicabo facilis faucibus feugiat fuga fugiat
            fugit fusce gravida harum hic id illo impedit in incididunt integer inventore ipsum
            irure iste itaque iure justo labore laboriosam laboris laborum laudantium lectus libero
            ligula lorem maecenas magna magnam magni maiores mauris maxime minim minima modi
            molestiae molestias mollit mollitia morbi nam natus nec necessitatibus nemo neque
            nesciunt nihil nisi nobis non nostrud nostrum nulla nullam numquam nunc obcaecati
            occaecat odio odit officia officiis omnis optio ornare pariatur pellentesque perferendis
            perspiciatis phasellus placeat porro porttitor possimus praesent proident proin
            provident quaerat quam quas quasi qui quia quibusdam quidem quis quisque quod quos
            ratione recusandae reiciendis repellat repellendus reprehenderit repudiandae rerum saepe
            sapiente sed sequi similique sint sit sodales sollicitudin soluta sunt suscipit
            suspendisse tempor tempora tempore temporibus tenetur tincidunt totam turpis ullam
            ullamco ultrices ultricies unde ut vehicula vel velit veniam veritatis vero vestibulum
            vitae vivamus viverra voluptas voluptate voluptatem voluptatibus voluptatum
            """);
    private static final Set<String> CERTAIN = words("""
            adipiscing adipisicing consectetur ipsum lorem pellentesque voluptatem voluptatibus
            voluptatum
            """);
    private static final Pattern PHRASES = Pattern.compile(
            "(?iU)your (text|content|tagline|slogan|description|headline|title|image|logo|company|business|website|brand|address|details|story|own)s?( name| description)?( goes| here)\\b|\\b(insert|add|put|enter|write|place|type|use this (space|area|section)) (your|some|a)\\b.{0,40}\\b(here|text|content|description)\\b|text (goes )?here\\b|content goes here|click (here )?to edit|double[- ]click|edit this (text|page|section)|placeholder( text)?\\b"
                    + "|sample (text|page|post)\\b|this is (an example|a sample) (page|post|of)|this is an example page|dummy text|welcome to wordpress|just another wordpress site|hello world!|a wordpress commenter"
                    + "|votre (texte|contenu|titre|slogan|description|logo|image|adresse) (ici|à cet endroit)|(texte|contenu|titre|sous-titre|description|image|logo) (ici|à remplacer|à compléter|d'exemple|par défaut)\\b|(saisissez|ins[ée]rez|ajoutez|[ée]crivez|entrez|modifiez|remplacez) (ici )?(votre|ce|le|vos|un|du) (propre )?(texte|contenu|titre|paragraphe|description)|texte de remplissage|faux[- ]texte|cliquez (ici )?pour (modifier|[ée]diter)|page d'exemple|en cours de r[ée]daction|bienvenue sur wordpress"
                    + "|(ihr|dein|hier) (text|inhalt)( steht| kommt)?( hier)?\\b(?=.{0,30}(hier|ein|$))|f[üu]lltext|blindtext|hier steht|beispieltext|mustertext|f[üu]gen sie (hier )?ihren text|doppelklick|beispiel-seite|willkommen (bei|zu) wordpress"
                    + "|another example of an? |some (more )?quick (more )?example text|paragraph of text beneath|text is a bit longer to illustrate|goes here$|^(featured|blog post|another blog post) title$|blog post title is|accordion (item|body)|(example|place) (of|to) where you can put"
                    + "|^(item|feature|service|project|section|card|title|heading|subheading|testimonial|title|project name|service name|feature) ?(one|two|three|four|five|\\d|here|name|title)?\\.?$|^(company|business|brand) name$|^(nom de (l'entreprise|votre entreprise|la soci[ée]t[ée]))$|copyright ©? ?(your website|votre site|company name)( \\d{4})?|^your website\\b|^tagline here|under construction$|coming soon$|\\[(insert|your|nom|votre)[^\\]]*\\]|\\{\\{[^}]*\\}\\}|xxxxx");

    private FillerWords() {}

    private static Set<String> words(String list) {
        return Set.of(list.strip().split("\\s+"));
    }

    public static boolean isFiller(String text) {
        return isLatin(text) || PHRASES.matcher(text.replace('’', '\'')).find();
    }

    /** Words of lorem ipsum, and hardly any others; French and English share a few of them. */
    static boolean isLatin(String text) {
        var words = text.toLowerCase(Locale.ROOT).split("[^\\p{L}]+");
        var all = 0;
        var latin = 0;
        var certain = 0;
        for (var word : words) {
            if (word.isEmpty()) continue;
            all++;
            if (LATIN.contains(word)) latin++;
            if (CERTAIN.contains(word)) certain++;
        }
        return (certain >= 2 && latin * 3 >= all)
                || (latin >= 4 && latin * 10 >= all * 6 && latin - shared(words) >= 3);
    }

    private static int shared(String[] words) {
        var n = 0;
        for (var word : words) if (word.length() < 4 && LATIN.contains(word)) n++;
        return n;
    }
}
