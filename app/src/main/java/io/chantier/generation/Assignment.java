package io.chantier.generation;

import io.chantier.reading.Source;

/** What an author works from. */
public record Assignment(Source source, Wishes wishes) {}
