package edu.stsci.mast.registry.search.tap;

import org.sqlite.SQLiteException;

/** Tells failures of SQLite by which its file is damaged from others. */
public final class SqliteDamage {
    private SqliteDamage() {}

    /** Whether a failure, or what caused it, says that the file is damaged or no database at all. */
    public static boolean isToldBy(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite && isDamage(sqlite)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDamage(SQLiteException failure) {
        return switch (failure.getResultCode()) {
            case SQLITE_CORRUPT, SQLITE_CORRUPT_VTAB, SQLITE_CORRUPT_SEQUENCE, SQLITE_CORRUPT_INDEX, SQLITE_NOTADB ->
                true;
            default -> false;
        };
    }
}
