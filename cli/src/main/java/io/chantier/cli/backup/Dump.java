package io.chantier.cli.backup;

import java.util.List;

/**
 * A database as text: what to run before the rows, the rows' tables, what to run after them.
 *
 * @param after constraints, indexes and the positions of sequences: quicker and safer once the rows are there
 */
record Dump(List<String> before, List<Table> tables, List<String> after) {

    /**
     * One table; its rows lie in {@code database/<file>} as {@code COPY} writes them.
     *
     * @param name quoted and with its schema
     * @param columns quoted, in order, without generated ones
     */
    record Table(String name, List<String> columns, String file) {

        String copyOut() {
            return "COPY " + name + " (" + String.join(", ", columns) + ") TO STDOUT";
        }

        String copyIn() {
            return "COPY " + name + " (" + String.join(", ", columns) + ") FROM STDIN";
        }
    }
}
