package io.chantier.fleet;

import java.util.Locale;
import java.util.Set;

/** What a column of a list holds, as its first row calls it in French or English. */
enum Heading {
    ADDRESS(Set.of(
            "adresse",
            "adresse du site",
            "adresse web",
            "ancien site",
            "url",
            "url du site",
            "site",
            "site web",
            "site internet",
            "lien",
            "domaine",
            "nom de domaine",
            "web",
            "website",
            "web site",
            "address",
            "web address",
            "site address",
            "old site",
            "link",
            "domain",
            "domain name",
            "homepage")),
    NAME(Set.of(
            "nom",
            "nom du site",
            "nom du client",
            "client",
            "entreprise",
            "société",
            "societe",
            "raison sociale",
            "enseigne",
            "name",
            "site name",
            "client name",
            "customer",
            "company",
            "company name",
            "business",
            "business name")),
    LANGUAGES(Set.of(
            "langues",
            "autres langues",
            "langues supplémentaires",
            "langues supplementaires",
            "traductions",
            "languages",
            "further languages",
            "other languages",
            "translations"));

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<String> words;

    Heading(Set<String> words) {
        this.words = words;
    }

    boolean isSaidBy(String field) {
        return words.contains(field.toLowerCase(Locale.ROOT));
    }
}
