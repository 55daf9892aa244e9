package io.chantier.rendering;

import java.nio.file.Path;

class NamespacesTest extends EditedComponentsContract {

    @Override
    Walls walls(Path root) {
        return new Namespaces(root);
    }

    @Override
    String keeper() {
        return "unshare";
    }
}
