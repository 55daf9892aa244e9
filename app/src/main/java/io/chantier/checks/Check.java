package io.chantier.checks;

import java.util.List;

/** One thing that a site has to be. */
interface Check {

    List<Finding> examine(Examined site);
}
