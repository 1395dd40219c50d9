package edu.stsci.mast.registry.search.adql;

import java.util.Optional;

/**
 * A value as SQL.
 *
 * @param column the column that it is, unchanged; or null
 * @param constant its value when it is a literal (NULL is none): String, Long or Double
 * @param condition for functions that answer 1 or 0: the condition whose truth they tell; otherwise null
 */
record Evaluated(SqlText sql, AdqlType type, ScopeColumn column, Optional<Object> constant, SqlText condition) {
    static Evaluated of(SqlText sql, AdqlType type) {
        return new Evaluated(sql, type, null, Optional.empty(), null);
    }

    static Evaluated of(ScopeColumn column) {
        return new Evaluated(column.sql(), column.type(), column, Optional.empty(), null);
    }

    static Evaluated constant(SqlText sql, AdqlType type, Object value) {
        return new Evaluated(sql, type, null, Optional.of(value), null);
    }

    static Evaluated truth(SqlText condition, AdqlType type) {
        return new Evaluated(SqlText.of("(", condition, ")"), type, null, Optional.empty(), condition);
    }

    boolean isConstant(long number) {
        return constant.isPresent() && constant.get().equals(number);
    }
}
