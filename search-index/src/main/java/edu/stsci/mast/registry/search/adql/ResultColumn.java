package edu.stsci.mast.registry.search.adql;

import java.util.Optional;

/** A column of a resolved query; the origin is null for computed values. */
record ResultColumn(String name, AdqlType type, CatalogueColumn origin) {
    OutputColumn output() {
        return new OutputColumn(name, type, Optional.ofNullable(origin));
    }
}
