package io.chantier.reading;

/** Hears how far a reading is. */
public interface Watcher {

    Watcher SILENT = new Watcher() {
        @Override
        public void page(String address, int read, int known) {}

        @Override
        public void skipped(String address, String code) {}
    };

    /** @param known pages that are read or wait to be, within the limits */
    void page(String address, int read, int known);

    /** @param code why this page or picture was left out; worded by {@code skipped.<code>} */
    void skipped(String address, String code);
}
