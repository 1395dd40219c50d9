package edu.stsci.mast.registry.search.regtap;

import edu.stsci.mast.registry.search.adql.Catalogue;
import edu.stsci.mast.registry.search.adql.CatalogueColumn;
import edu.stsci.mast.registry.search.adql.CatalogueFunctions;
import edu.stsci.mast.registry.search.adql.CatalogueTable;
import edu.stsci.mast.registry.search.adql.FastConditions;
import edu.stsci.mast.registry.search.adql.FunctionDeclaration;
import edu.stsci.mast.registry.search.adql.SqlFragment;
import edu.stsci.mast.registry.search.tap.PublishedSchema;
import edu.stsci.mast.registry.search.tap.PublishedTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What queries may name in the relational registry, and the indexes by which words, items of lists and patterns are found fast. */
public final class RegtapIndexes {
    private static final Set<String> INDEXED_LISTS = Set.of("content_level", "content_type", "waveband");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    private RegtapIndexes() {}

    /** What queries may name: these tables, among them those of {@link RegtapSchema}, and {@link #functions}. */
    public static Catalogue catalogue(List<PublishedSchema> schemas) {
        List<CatalogueTable> tables = schemas.stream()
                .flatMap(schema -> schema.tables().stream())
                .map(PublishedTable::table)
                .toList();
        return new Catalogue(tables, functions(), new Fast());
    }

    /** The functions that queries may use, two of them answered from indexes where there are any. */
    public static List<FunctionDeclaration> functions() {
        List<FunctionDeclaration> functions = new ArrayList<>();
        for (FunctionDeclaration function : CatalogueFunctions.all()) {
            switch (function.name()) {
                case "ivo_hasword" ->
                    functions.add(CatalogueFunctions.hasWord(
                            new FunctionDeclaration.Compiled(RegtapIndexes::words, CatalogueFunctions.wordByWord())));
                case "ivo_hashlist_has" ->
                    functions.add(CatalogueFunctions.hashListHas(
                            new FunctionDeclaration.Compiled(RegtapIndexes::item, CatalogueFunctions.inHashList())));
                default -> functions.add(function);
            }
        }
        return List.copyOf(functions);
    }

    private static Optional<SqlFragment> words(FunctionDeclaration.Call call) {
        if (!(call.constant(1).orElse(null) instanceof String words)) {
            return Optional.empty();
        }
        String match = WORD.matcher(words.toLowerCase(Locale.ROOT))
                .results()
                .map(word -> '"' + word.group() + '"')
                .collect(Collectors.joining(" AND "));
        return find(call, RegtapTables.WORD_INDEXES, match)
                .map(condition -> match.isEmpty() ? SqlFragment.of("0") : condition);
    }

    private static final class Fast implements FastConditions {
        @Override
        public Optional<SqlFragment> pattern(FunctionDeclaration.Call call) {
            return RegtapIndexes.pattern(call);
        }

        @Override
        public Optional<String> cells(FunctionDeclaration.Call call, int argument) {
            boolean coverage = call.table(argument)
                            .map(CatalogueTable::qualifiedName)
                            .equals(Optional.of(RegtapSchema.NAME + ".stc_spatial"))
                    && call.column(argument).map(CatalogueColumn::name).equals(Optional.of("coverage"));
            return coverage ? call.hidden(argument, "coverage_cells") : Optional.empty();
        }
    }

    /** Of a pattern, the parts of three characters between wildcards, all of which a text that matches must have. */
    private static Optional<SqlFragment> pattern(FunctionDeclaration.Call call) {
        // The index folds cases in its own way beyond ASCII.
        if (!(call.constant(1).orElse(null) instanceof String pattern)
                || !pattern.chars().allMatch(c -> c > 0 && c < 128)) {
            return Optional.empty();
        }
        Set<String> parts = new TreeSet<>();
        for (String literal : pattern.toLowerCase(Locale.ROOT).split("[%_]+")) {
            for (int i = 0; i + 3 <= literal.length(); i++) {
                parts.add('"' + literal.substring(i, i + 3).replace("\"", "\"\"") + '"');
            }
        }
        return parts.isEmpty()
                ? Optional.empty()
                : find(call, RegtapTables.PATTERN_INDEXES, String.join(" AND ", parts));
    }

    /** The condition that the first argument's row is in the index of that column. */
    private static Optional<SqlFragment> find(
            FunctionDeclaration.Call call, List<RegtapTables.TextIndex> indexes, String match) {
        for (RegtapTables.TextIndex index : indexes) {
            Optional<String> column = column(call, index.table(), index.columns());
            Optional<String> row = call.hidden(0, "rowid");
            if (column.isPresent() && row.isPresent()) {
                return Optional.of(SqlFragment.of(
                        row.get() + " IN (SELECT rowid FROM " + index.name() + " WHERE " + index.name() + " MATCH ?)",
                        index.columns().size() == 1 ? match : column.get() + " : (" + match + ")"));
            }
        }
        return Optional.empty();
    }

    /** The column that the first argument reads, when it is one of these of this table. */
    private static Optional<String> column(FunctionDeclaration.Call call, String table, Collection<String> columns) {
        boolean there = call.table(0)
                .map(CatalogueTable::qualifiedName)
                .filter((RegtapSchema.NAME + "." + table)::equals)
                .isPresent();
        return there ? call.column(0).map(CatalogueColumn::name).filter(columns::contains) : Optional.empty();
    }

    private static Optional<SqlFragment> item(FunctionDeclaration.Call call) {
        Optional<String> column = column(call, "resource", INDEXED_LISTS);
        Optional<String> ivoid = call.sibling(0, "ivoid");
        if (column.isEmpty() || ivoid.isEmpty() || !(call.constant(1).orElse(null) instanceof String item)) {
            return Optional.empty();
        }
        return Optional.of(SqlFragment.of(
                ivoid.get() + " IN (SELECT ivoid FROM hash_item WHERE list = ? AND item = ?)",
                column.get(),
                item.toLowerCase(Locale.ROOT)));
    }
}
