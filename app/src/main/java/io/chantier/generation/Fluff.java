package io.chantier.generation;

import java.util.regex.Pattern;

/** What old sites say about themselves instead of about the business, and what has a place of its own on the new one. */
final class Fluff {

    private static final Pattern ABOUT_THE_SITE = words(
            "bienvenue\\b.{0,40}\\b(?:site|page|chez nous)|^bienvenue\\W*$|soyez les bienvenus|bonne visite|bonne navigation",
            "optimisé (?:pour|en)|résolution|(?:640|800|1024|1280)\\s?[x×*]\\s?(?:480|600|768|1024)|internet explorer|netscape|firefox",
            "visiteurs? (?:depuis|n°|en ligne)|\\d+\\s?(?:e|ème|er) visiteur|compteur|vous êtes le|hits? since|visitor (?:number|count)|besucherzähler",
            "^(?:posted|published|written) (?:by|on)\\b|^(?:publié|posté|écrit) (?:par|le)\\b|^(?:veröffentlicht|geschrieben|verfasst) (?:von|am)\\b",
            "webmaster|webmestre|site (?:réalisé|créé|conçu|développé|hébergé) par|réalisation du site|web ?design|powered by|propulsé par",
            "proudly|designed by|website by|created (?:by|with)|theme by|template by|webseite (?:erstellt|von)|all rights reserved",
            "tous droits réservés|alle rechte vorbehalten|copyright|©|\\(c\\)\\s?\\d{4}|mentions légales|plan du site|sitemap",
            "dernière mise à jour|mis à jour le|last updated?|zuletzt aktualisiert|en construction|under construction|im aufbau",
            "cliquez|cliquer ici|click here|hier klicken|voir la suite|lire la suite|en savoir \\+|read more|learn more|mehr lesen|weiterlesen",
            "ajoute[rz] (?:ce site )?(?:aux|à vos) favoris|livre d.or|guestbook|gästebuch|retour (?:en haut|à l.accueil|au menu)|haut de page",
            "back to (?:top|home)|nach oben|javascript|cookies?\\b|skip to|newsletter|suivez.nous|follow us|folgen sie uns|partager|share this",
            "welcome to (?:our|my|the) (?:web ?site|home ?page)|^welcome\\W*$|willkommen auf (?:unserer|der)|^(?:herzlich )?willkommen\\W*$",
            "^(?:nouveau|nouveauté|new|neu)\\s?[!:]|lorem ipsum|dolor sit amet|your text|votre texte ici|texte ici|placeholder|blindtext|mustertext",
            "^(?:accueil|home|start|startseite|menu|menü|suivant|précédent|retour|next|previous|back|zurück|weiter|envoyer|send|submit)\\W*$");

    private static final Pattern REACHING = words(
            "[\\w.+-]+\\s?(?:@|\\[at\\]|\\(at\\))\\s?[\\w-]+\\.\\w+",
            "(?:\\+|00)\\d{2}[\\s.()/-]*\\d(?:[\\s.()/-]*\\d){6,}",
            "\\b0\\d(?:[\\s.-]?\\d{2}){4}\\b",
            "\\b0\\d{2,5}[\\s/-]+\\d{3,}",
            "\\(\\d{3}\\)\\s?\\d{3}-\\d{4}|\\b\\d{3}-\\d{3}-\\d{4}\\b");
    private static final Pattern REGISTERED = words(
            "\\b(?:siret|siren|r\\.?c\\.?s\\.?|ape|naf|tva intra|n° tva|ust-?id|handelsregister|company (?:no|number|reg)|vat (?:no|number|reg))\\b.*\\d",
            "au capital de");
    private static final Pattern POSTAL = Pattern.compile(
            "^\\s*(?:\\d{1,4}\\s?(?:bis|ter)?,?\\s.{3,40},?\\s)?(?:F-|D-|CH-)?\\d{5}\\s\\p{Lu}[\\p{L}' -]{2,40}(?:cedex.*)?[.,]?\\s*$");
    private static final Pattern HOURS = words(
            "^(?:(?:du|vom|from)\\s)?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
                    + "|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun|mo|di|do|fr|sa|so)\\b"
                    + ".*(?:\\d\\s?(?:h|:|\\.|[ap]\\.?m|uhr)|ferm|closed|geschlossen)");
    private static final int SHORT_LINE = 120;

    private Fluff() {}

    /** Whether this sentence is about the old site, not about the business. */
    static boolean isFluff(String sentence) {
        return ABOUT_THE_SITE.matcher(sentence).find();
    }

    /** Whether it only tells how to reach or register the business, which the new site says at its own places. */
    static boolean isContactData(String sentence) {
        return REACHING.matcher(sentence).find()
                || POSTAL.matcher(sentence).find()
                || (sentence.length() < SHORT_LINE && HOURS.matcher(sentence).find())
                || (sentence.length() < SHORT_LINE
                        && REGISTERED.matcher(sentence).find());
    }

    private static Pattern words(String... alternatives) {
        return Pattern.compile(String.join("|", alternatives), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
