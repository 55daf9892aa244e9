/** Drives the Claude Code command line: what it is asked, what it may do, what it costs and how it fails. */
@NullMarked
package io.chantier.generation.claude;

import org.jspecify.annotations.NullMarked;
