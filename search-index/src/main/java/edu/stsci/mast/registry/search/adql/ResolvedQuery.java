package edu.stsci.mast.registry.search.adql;

import java.util.List;
import java.util.OptionalLong;

/**
 * A query as SQL. Its columns are called c1, c2 ….
 *
 * @param plain whether it is a bare SELECT without order and limit, which may stand beside UNION as it is
 */
record ResolvedQuery(SqlText sql, List<ResultColumn> columns, OptionalLong top, OptionalLong offset, boolean plain) {
    /** SQLite's spelling of TOP and OFFSET; OFFSET comes first (ADQL 2.1, section 4.9.1). */
    static String limit(OptionalLong top, OptionalLong offset) {
        if (top.isEmpty() && offset.isEmpty()) {
            return "";
        }
        return " LIMIT " + top.orElse(-1) + (offset.isEmpty() ? "" : " OFFSET " + offset.getAsLong());
    }

    /** The query as operand of a set operation: SQLite takes only bare SELECTs there. */
    SqlText operand() {
        return plain ? sql : SqlText.of("SELECT * FROM (", sql, ")");
    }

    /** What a table with this alias, made of this query, offers. */
    TableSource as(Syntax.Name name, String alias) {
        List<ScopeColumn> scope = new java.util.ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            ResultColumn column = columns.get(i);
            scope.add(new ScopeColumn(
                    column.name(), column.type(), column.origin(), SqlText.of(alias + ".c" + (i + 1)), null, null));
        }
        return new TableSource(null, name.text(), scope);
    }
}
