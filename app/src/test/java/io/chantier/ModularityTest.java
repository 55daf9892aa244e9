package io.chantier;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

class ModularityTest {

    private static final ApplicationModules MODULES = ApplicationModules.of(Chantier.class);

    @Test
    void every_module_knows_only_the_neighbours_that_it_names() {
        MODULES.verify();
    }

    @Test
    void the_modules_can_be_drawn() {
        new Documenter(MODULES).writeModulesAsPlantUml().writeIndividualModulesAsPlantUml();
    }
}
