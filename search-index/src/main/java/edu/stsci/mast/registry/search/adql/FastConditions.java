package edu.stsci.mast.registry.search.adql;

import java.util.Optional;

/** What a database has, beside its tables, to find rows fast. Each is only a help: the exact condition is checked as well. */
public interface FastConditions {
    /** Nothing. */
    FastConditions NONE = new FastConditions() {};

    /**
     * A condition that holds for every row whose text matches a pattern of {@code ILIKE}.
     *
     * @param call the text and the pattern
     */
    default Optional<SqlFragment> pattern(FunctionDeclaration.Call call) {
        return Optional.empty();
    }

    /**
     * Where the {@linkplain edu.stsci.mast.registry.search.adql.geometry.Sky#cells cells} of a coverage are kept.
     *
     * @param call two regions
     * @param argument which of them is meant
     * @return SQL of the number in the same row
     */
    default Optional<String> cells(FunctionDeclaration.Call call, int argument) {
        return Optional.empty();
    }
}
