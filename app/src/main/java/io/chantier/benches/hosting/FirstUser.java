package io.chantier.benches.hosting;

import io.chantier.values.Secret;
import java.util.HashMap;
import java.util.Map;

/** Who may administer a new site from the beginning, besides its Administrator; {@code lastName} may be empty. */
public record FirstUser(String email, String firstName, String lastName, Secret password) {

    /** As an order of a new site says it. */
    Map<String, String> order() {
        var words = new HashMap<>(Map.of("email", email, "first_name", firstName, "password", password.reveal()));
        if (!lastName.isEmpty()) words.put("last_name", lastName);
        return words;
    }
}
