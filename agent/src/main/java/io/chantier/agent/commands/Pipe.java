package io.chantier.agent.commands;

import java.nio.file.Path;

/** What is moved between a program and a file while it runs, be it larger than any memory. */
public sealed interface Pipe {

    /** Nothing but words: what the program prints is kept as text. */
    record None() implements Pipe {}

    /** What the program writes to its standard output goes into this file, compressed by gzip. What it says of errors is kept as text. */
    record Into(Path file) implements Pipe {}

    /** The program reads from its standard input what this file holds, compressed by gzip. */
    record From(Path file) implements Pipe {}
}
