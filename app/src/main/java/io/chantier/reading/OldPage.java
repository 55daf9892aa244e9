package io.chantier.reading;

/**
 * The first page of an old site, kept to be looked at and measured.
 *
 * @param address where it was, after redirects
 * @param original its HTML as it was understood, in UTF-8; of a frameset that of the frame with the content
 * @param shown one document that shows what visitors saw and needs nothing else: no scripts, no other address
 */
public record OldPage(String address, String original, String shown, Weight weight) {

    /**
     * What a visitor's browser loads for the page.
     *
     * @param html bytes of the page and its frames
     * @param styles bytes of the style sheets that were fetched
     * @param pictures bytes of the pictures and fonts that were fetched
     * @param scripts how many scripts the page asks for; they are never fetched
     * @param strangers how many other hosts the page asks for something
     */
    public record Weight(long html, long styles, long pictures, int scripts, int strangers) {

        public long bytes() {
            return html + styles + pictures;
        }
    }
}
