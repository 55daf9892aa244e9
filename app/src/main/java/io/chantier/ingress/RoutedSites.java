package io.chantier.ingress;

import java.util.List;

/**
 * The sites that a proxy in front of us has to reach; brought as a bean by each module that knows some. Asked at each
 * pull, so it answers by one query at most.
 */
@FunctionalInterface
public interface RoutedSites {

    List<RoutedSite> now();
}
