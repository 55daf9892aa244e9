package io.chantier.lifecycle;

import io.chantier.reading.OldSite;

/** A small old site with facts that a test can look for. */
public final class Menuiserie {

    public static final String PHONE = "02 99 12 34 56";

    private Menuiserie() {}

    public static OldSite serve() {
        var site = new OldSite();
        site.page("/", """
                <html lang="fr"><head><title>Menuiserie Lefèvre - Rennes</title></head><body bgcolor="#f4e9d8">
                <h1>Menuiserie Lefèvre</h1>
                <p>La menuiserie Lefèvre fabrique et pose vos escaliers, portes et fenêtres en bois massif depuis 1987
                dans toute l'Ille-et-Vilaine.</p>
                <a href="services.html">Nos services</a> <a href="contact.html">Contact</a>
                <p>Tél. : 02 99 12 34 56</p></body></html>""");
        site.page("/services.html", """
                <html lang="fr"><head><title>Nos services</title></head><body><h1>Nos services</h1>
                <h2>Escaliers</h2><p>Escaliers droits et tournants, en chêne ou en hêtre, fabriqués dans notre atelier.</p>
                <h2>Fenêtres</h2><p>Fenêtres sur mesure à double vitrage, en bois du pays, pour le neuf et la rénovation.</p>
                <h2>Parquets</h2><p>Pose et rénovation de parquets anciens, ponçage et vitrification.</p>
                </body></html>""");
        site.page("/contact.html", """
                <html lang="fr"><head><title>Contact</title></head><body><h1>Contact</h1>
                <p>12 rue du Moulin, 35000 Rennes</p><p>Tél. 02 99 12 34 56</p>
                <p>Ouvert du lundi au vendredi de 8h à 12h et de 14h à 18h</p><p>SIRET 732 829 320 00074</p>
                </body></html>""");
        return site;
    }
}
