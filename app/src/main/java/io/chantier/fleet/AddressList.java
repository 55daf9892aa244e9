package io.chantier.fleet;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was read of a list of addresses that somebody pasted or sent. */
public sealed interface AddressList {

    record Addresses(List<Entry> entries) implements AddressList {
        public Addresses {
            entries = List.copyOf(entries);
        }
    }

    /** The whole list cannot be taken; worded by {@code problem.<code>}. */
    record Unusable(String code, Map<String, String> arguments) implements AddressList {}

    /**
     * One line.
     *
     * @param number of the line in what was sent, from 1
     * @param typed what stands where the address should be
     * @param name empty where the list has none
     * @param address null where it is none; the reason then says why
     * @param languages into which the site is to be translated, unchecked
     */
    record Entry(
            int number, String typed, String name, @Nullable URI address, String reason, List<String> languages) {
        public Entry {
            languages = List.copyOf(languages);
        }
    }
}
