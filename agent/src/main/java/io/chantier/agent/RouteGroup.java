package io.chantier.agent;

import io.javalin.config.RoutesConfig;

/** Routes of the contract that belong together. Whoever reaches them knows the password. */
interface RouteGroup {

    void on(RoutesConfig routes);
}
