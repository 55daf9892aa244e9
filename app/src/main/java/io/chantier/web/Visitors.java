package io.chantier.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Tells who sends a request; filled by whoever knows accounts. */
public interface Visitors {

    /** Empty where nobody is signed in. */
    Optional<Visitor> of(HttpServletRequest request);
}
