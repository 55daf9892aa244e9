package io.chantier.reading;

/** Hears how far a reading is. */
public interface Watcher {

    Watcher SILENT = new Watcher() {
        @Override
        public void page(String address, int read, int known) {}

        @Override
        public void skipped(String address, String code) {}
    };

    /** Whether nobody wants the result any more, so that reading on would be in vain. */
    default boolean isUnwanted() {
        return false;
    }

    /** @param known pages that are read or wait to be, within the limits */
    void page(String address, int read, int known);

    /** @param code why this page or picture was left out; worded by {@code skipped.<code>} */
    void skipped(String address, String code);
}
