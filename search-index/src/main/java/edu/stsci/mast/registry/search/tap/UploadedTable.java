package edu.stsci.mast.registry.search.tap;

import java.nio.file.Path;

/**
 * A table that comes with a query (TAP 1.1, section 2.5).
 *
 * @param name its name in the schema {@code TAP_UPLOAD}
 * @param votable the file with the VOTable document
 */
public record UploadedTable(String name, Path votable) {
    /** Refuses names that are no regular identifiers of ADQL (TAP 1.1, section 2.5). */
    public UploadedTable {
        if (!name.matches("[A-Za-z][A-Za-z0-9_]{0,127}")) {
            throw new IllegalArgumentException(
                    "'" + name
                            + "' cannot be the name of an uploaded table: it must be letters, digits and underscores, with a letter first");
        }
    }
}
