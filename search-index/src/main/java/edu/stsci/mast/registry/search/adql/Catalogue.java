package edu.stsci.mast.registry.search.adql;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The tables and functions that queries may name. Immutable; make a new one when tables change. */
public final class Catalogue {
    private final List<CatalogueTable> tables;
    private final Map<String, List<FunctionDeclaration>> functions = new HashMap<>();
    private final FastConditions fast;

    /**
     * A catalogue without fast conditions.
     *
     * @throws IllegalArgumentException when two tables have one name
     */
    public Catalogue(List<CatalogueTable> tables, List<FunctionDeclaration> functions) {
        this(tables, functions, FastConditions.NONE);
    }

    /**
     * Makes a catalogue.
     *
     * @throws IllegalArgumentException when two tables have one name
     */
    public Catalogue(List<CatalogueTable> tables, List<FunctionDeclaration> functions, FastConditions fast) {
        this.fast = fast;
        this.tables = List.copyOf(tables);
        Set<String> names = new HashSet<>();
        for (CatalogueTable table : tables) {
            if (!names.add(table.qualifiedName())) {
                throw new IllegalArgumentException("The table " + table.qualifiedName() + " is declared twice.");
            }
        }
        for (FunctionDeclaration function : functions) {
            this.functions
                    .computeIfAbsent(function.name().toLowerCase(Locale.ROOT), k -> new java.util.ArrayList<>())
                    .add(function);
        }
    }

    /** The same functions and fast conditions with these tables besides. */
    public Catalogue with(List<CatalogueTable> more) {
        return new Catalogue(Stream.concat(tables.stream(), more.stream()).toList(), functions(), fast);
    }

    FastConditions fast() {
        return fast;
    }

    /** The tables in the order in which they were given. */
    public List<CatalogueTable> tables() {
        return tables;
    }

    /** All function declarations, for a service's capabilities. */
    public List<FunctionDeclaration> functions() {
        return functions.values().stream().flatMap(List::stream).toList();
    }

    /** The functions of that name, which differ in their parameters; none when there is no such function. */
    List<FunctionDeclaration> functions(String name) {
        return functions.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    Set<String> functionNames() {
        return functions.keySet();
    }
}
