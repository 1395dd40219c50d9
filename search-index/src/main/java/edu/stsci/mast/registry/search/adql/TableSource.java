package edu.stsci.mast.registry.search.adql;

import java.util.List;

/** A table in a FROM clause: how columns are qualified with it, and its columns. The schema is null behind an alias. */
record TableSource(String schema, String name, List<ScopeColumn> columns) {
    boolean isMeantBy(List<Syntax.Name> qualifier) {
        int last = qualifier.size() - 1;
        return qualifier.get(last).matches(name)
                && (last == 0 || last == 1 && schema != null && qualifier.get(0).matches(schema));
    }

    String words() {
        return schema == null ? name : schema + "." + name;
    }
}
