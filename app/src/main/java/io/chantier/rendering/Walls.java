package io.chantier.rendering;

import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;

/** Runs a program where it sees nothing but what it is shown: no network, no other process, no environment. */
interface Walls {

    /** The words that run the program, named as it sees it. */
    List<String> around(View view, List<String> program);

    /**
     * What the program sees.
     *
     * @param readable place on the machine to the place where the program sees it
     * @param writable the same, for folders that it may write to
     */
    record View(SequencedMap<Path, Path> readable, SequencedMap<Path, Path> writable) {}
}
