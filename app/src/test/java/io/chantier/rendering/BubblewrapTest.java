package io.chantier.rendering;

import java.nio.file.Path;

class BubblewrapTest extends EditedComponentsContract {

    @Override
    Walls walls(Path folder) {
        return new Bubblewrap();
    }

    @Override
    String keeper() {
        return "bwrap";
    }
}
