package io.chantier.rendering;

import java.nio.file.Path;

class NamespacesTest extends EditedComponentsContract {

    @Override
    Walls walls(Path folder) {
        return new Namespaces(folder);
    }

    @Override
    String keeper() {
        return "unshare";
    }
}
