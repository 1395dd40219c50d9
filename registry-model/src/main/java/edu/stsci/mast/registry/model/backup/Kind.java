package edu.stsci.mast.registry.model.backup;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Base64;

/** How values of a column are written as text, and read again, so that every database means the same by them. NULL stays null. */
enum Kind {
    WHOLE(Types.BIGINT) {
        @Override
        String write(ResultSet row, int column) throws SQLException {
            long value = row.getLong(column);
            return row.wasNull() ? null : Long.toString(value);
        }

        @Override
        void set(PreparedStatement statement, int parameter, String text) throws SQLException {
            statement.setLong(parameter, Long.parseLong(text));
        }
    },
    DECIMAL(Types.DECIMAL) {
        @Override
        String write(ResultSet row, int column) throws SQLException {
            BigDecimal value = row.getBigDecimal(column);
            return value == null ? null : value.toPlainString();
        }

        @Override
        void set(PreparedStatement statement, int parameter, String text) throws SQLException {
            statement.setBigDecimal(parameter, new BigDecimal(text));
        }
    },
    BIT(Types.BIT) {
        @Override
        String write(ResultSet row, int column) throws SQLException {
            boolean value = row.getBoolean(column);
            return row.wasNull() ? null : value ? "1" : "0";
        }

        @Override
        void set(PreparedStatement statement, int parameter, String text) throws SQLException {
            statement.setBoolean(parameter, text.equals("1"));
        }
    },
    TIME(Types.TIMESTAMP) {
        @Override
        String write(ResultSet row, int column) throws SQLException {
            LocalDateTime value = row.getObject(column, LocalDateTime.class);
            return value == null ? null : value.toString();
        }

        @Override
        void set(PreparedStatement statement, int parameter, String text) throws SQLException {
            statement.setObject(parameter, LocalDateTime.parse(text));
        }
    },
    DAY(Types.DATE) {
        @Override
        String write(ResultSet row, int column) throws SQLException {
            LocalDate value = row.getObject(column, LocalDate.class);
            return value == null ? null : value.toString();
        }

        @Override
        void set(PreparedStatement statement, int parameter, String text) throws SQLException {
            statement.setObject(parameter, LocalDate.parse(text));
        }
    },
    BYTES(Types.VARBINARY) {
        @Override
        String write(ResultSet row, int column) throws SQLException {
            byte[] value = row.getBytes(column);
            return value == null ? null : Base64.getEncoder().encodeToString(value);
        }

        @Override
        void set(PreparedStatement statement, int parameter, String text) throws SQLException {
            statement.setBytes(parameter, Base64.getDecoder().decode(text));
        }
    },
    TEXT(Types.NVARCHAR) {
        @Override
        String write(ResultSet row, int column) throws SQLException {
            return row.getString(column);
        }

        @Override
        void set(PreparedStatement statement, int parameter, String text) throws SQLException {
            statement.setString(parameter, text);
        }
    };

    private final int sqlType;

    Kind(int sqlType) {
        this.sqlType = sqlType;
    }

    /** The value of this row as text; null for NULL. */
    abstract String write(ResultSet row, int column) throws SQLException;

    abstract void set(PreparedStatement statement, int parameter, String text) throws SQLException;

    /**
     * Sets a parameter to what {@link #write} has written.
     *
     * @param text null for NULL
     * @throws IllegalArgumentException or {@link java.time.DateTimeException} when the text is none that it writes
     */
    void read(PreparedStatement statement, int parameter, String text) throws SQLException {
        if (text == null) {
            statement.setNull(parameter, sqlType);
        } else {
            set(statement, parameter, text);
        }
    }

    /** Of a JDBC type ({@link Types}). */
    static Kind of(int sqlType) {
        return switch (sqlType) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> WHOLE;
            case Types.DECIMAL, Types.NUMERIC, Types.REAL, Types.FLOAT, Types.DOUBLE -> DECIMAL;
            case Types.BIT, Types.BOOLEAN -> BIT;
            case Types.TIMESTAMP -> TIME;
            case Types.DATE -> DAY;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> BYTES;
            default -> TEXT;
        };
    }
}
