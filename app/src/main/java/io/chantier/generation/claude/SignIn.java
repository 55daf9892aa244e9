package io.chantier.generation.claude;

import io.chantier.values.Secret;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** By what a run may use the model. */
public sealed interface SignIn {

    record ApiKey(Secret key) implements SignIn {}

    /**
     * The operator's own login; of their folder only this file reaches a run.
     *
     * @param ends when the access ends, unless it is renewed meanwhile
     * @param plan what it belongs to, as the vendor calls it; empty where it is not known
     */
    record Login(Path file, Optional<Instant> ends, String plan) implements SignIn {}

    record None() implements SignIn {}
}
