package edu.stsci.mast.registry.search.tap;

import edu.stsci.mast.registry.search.adql.AdqlType;
import edu.stsci.mast.registry.search.adql.CatalogueColumn;
import edu.stsci.mast.registry.search.adql.CatalogueTable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.RowSequence;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StoragePolicy;
import uk.ac.starlink.util.FileDataSource;
import uk.ac.starlink.votable.VOStarTable;
import uk.ac.starlink.votable.VOTableBuilder;

/** Brings uploaded tables into a connection's temporary tables, where nobody else sees them, and takes them out again. */
final class Uploads {
    private static final String SCHEMA = "TAP_UPLOAD";

    private Uploads() {}

    /**
     * Reads the tables.
     *
     * @return how queries see them
     * @throws TapException when a document is no VOTable with a table, or there are too many rows
     */
    static List<CatalogueTable> load(Connection connection, List<UploadedTable> uploads, long mostRows)
            throws TapException, SQLException {
        List<CatalogueTable> tables = new ArrayList<>();
        Set<String> names = new HashSet<>();
        long left = mostRows;
        for (UploadedTable upload : uploads) {
            if (!names.add(upload.name().toLowerCase(Locale.ROOT))) {
                throw bad("Two uploaded tables are called '" + upload.name() + "'");
            }
            String sqlName = "temp.\"upload_" + tables.size() + "\"";
            try {
                StarTable table = new VOTableBuilder()
                        .makeStarTable(new FileDataSource(upload.votable().toFile()), false, StoragePolicy.PREFER_DISK);
                List<UploadedColumn> columns = columns(table);
                create(connection, sqlName, columns);
                boolean[] unicode = new boolean[columns.size()];
                left -= insert(connection, sqlName, columns, unicode, table, left, mostRows);
                tables.add(new CatalogueTable(SCHEMA, upload.name(), described(columns, unicode), sqlName));
            } catch (IOException e) {
                throw bad("The uploaded table '" + upload.name() + "' cannot be read as VOTable: " + e.getMessage());
            }
        }
        return tables;
    }

    /** Removes the tables of {@link #load}. */
    static void drop(Connection connection, int count) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (int i = 0; i < count; i++) {
                statement.execute("DROP TABLE IF EXISTS temp.\"upload_" + i + "\"");
            }
        }
    }

    private static TapException bad(String sentence) {
        return new TapException(TapException.Reason.BAD_REQUEST, sentence);
    }

    /** A column of an uploaded table; {@code index} is its place there. */
    private record UploadedColumn(int index, CatalogueColumn described) {
        UploadedColumn as(AdqlType type) {
            return new UploadedColumn(
                    index,
                    new CatalogueColumn(
                            described.name(),
                            type,
                            described.nullable(),
                            described.ucd(),
                            described.unit(),
                            described.utype(),
                            described.description(),
                            described.sql()));
        }
    }

    /** The columns for queries: text is Unicode where it has characters that are not of ASCII, whatever was declared. */
    private static List<CatalogueColumn> described(List<UploadedColumn> columns, boolean[] unicode) {
        List<CatalogueColumn> described = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            UploadedColumn column = columns.get(i);
            boolean wider = unicode[i] && column.described().type().equals(AdqlType.text());
            described.add((wider ? column.as(AdqlType.unicode()) : column).described());
        }
        return described;
    }

    /** The columns of which queries can make something; others are left out, as arrays for instance. */
    private static List<UploadedColumn> columns(StarTable table) throws TapException {
        List<UploadedColumn> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < table.getColumnCount(); i++) {
            ColumnInfo info = table.getColumnInfo(i);
            AdqlType type = type(info);
            if (type == null) {
                continue;
            }
            String name = info.getName() == null || info.getName().isBlank() ? "col" + (i + 1) : info.getName();
            if (!names.add(name)) {
                throw bad("An uploaded table has two columns '" + name + "'");
            }
            columns.add(new UploadedColumn(
                    i,
                    new CatalogueColumn(
                            name,
                            type,
                            true,
                            info.getUCD(),
                            info.getUnitString(),
                            info.getUtype(),
                            info.getDescription(),
                            "$t.\"c" + i + "\"")));
        }
        if (columns.isEmpty()) {
            throw bad("An uploaded table has no columns that can be queried");
        }
        return columns;
    }

    private static AdqlType type(ColumnInfo info) {
        Class<?> type = info.getContentClass();
        if (type == Short.class || type == Byte.class || type == Boolean.class) {
            return AdqlType.of(AdqlType.Kind.SMALLINT);
        } else if (type == Integer.class) {
            return AdqlType.of(AdqlType.Kind.INTEGER);
        } else if (type == Long.class) {
            return AdqlType.of(AdqlType.Kind.BIGINT);
        } else if (type == Float.class) {
            return AdqlType.of(AdqlType.Kind.REAL);
        } else if (type == Double.class) {
            return AdqlType.of(AdqlType.Kind.DOUBLE);
        } else if (type == Character.class) {
            return text(info);
        } else if (type == String.class) {
            String xtype = info.getXtype() == null ? "" : info.getXtype();
            return switch (xtype) {
                case "timestamp", "adql:TIMESTAMP" -> AdqlType.of(AdqlType.Kind.TIMESTAMP);
                case "moc" -> AdqlType.of(AdqlType.Kind.MOC);
                default -> text(info);
            };
        } else if (type == double[].class && info.getXtype() != null) {
            return switch (info.getXtype()) {
                case "point" -> AdqlType.of(AdqlType.Kind.POINT);
                case "circle" -> AdqlType.of(AdqlType.Kind.CIRCLE);
                case "polygon" -> AdqlType.of(AdqlType.Kind.POLYGON);
                default -> null;
            };
        }
        return null;
    }

    /** In VOTable, {@code char} is ASCII. */
    private static AdqlType text(ColumnInfo info) {
        return "char".equals(info.getAuxDatumValue(VOStarTable.DATATYPE_INFO, String.class))
                ? AdqlType.text()
                : AdqlType.unicode();
    }

    private static void create(Connection connection, String name, List<UploadedColumn> columns) throws SQLException {
        List<String> parts =
                columns.stream().map(column -> "\"c" + column.index() + "\"").toList();
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS " + name);
            statement.execute("CREATE TABLE " + name + " (" + String.join(", ", parts) + ")");
        }
    }

    /** Fills the table, and notes in {@code unicode} which columns have characters that are not of ASCII. */
    private static long insert(
            Connection connection,
            String name,
            List<UploadedColumn> columns,
            boolean[] unicode,
            StarTable table,
            long left,
            long mostRows)
            throws SQLException, IOException, TapException {
        String marks = String.join(", ", Collections.nCopies(columns.size(), "?"));
        long count = 0;
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + name + " VALUES (" + marks + ")");
                RowSequence rows = table.getRowSequence()) {
            while (rows.next()) {
                if (++count > left) {
                    throw bad("The uploaded tables have more than the " + mostRows + " rows that are allowed");
                }
                for (int i = 0; i < columns.size(); i++) {
                    UploadedColumn column = columns.get(i);
                    Object value = value(
                            rows.getCell(column.index()), column.described().type());
                    unicode[i] |= value instanceof String text && text.chars().anyMatch(c -> c > 127);
                    insert.setObject(i + 1, value);
                }
                insert.executeUpdate();
            }
        }
        return count;
    }

    /** Values as compiled queries read them (docs/adql.md). */
    private static Object value(Object value, AdqlType type) {
        if (value instanceof Boolean flag) {
            return flag ? 1 : 0;
        } else if (value instanceof Byte || value instanceof Short) {
            return ((Number) value).intValue();
        } else if (value instanceof Float number) {
            return number.isNaN() ? null : (Object) number.doubleValue();
        } else if (value instanceof Double number) {
            return number.isNaN() ? null : number;
        } else if (value instanceof Character character) {
            return character == 0 ? null : character.toString();
        } else if (value instanceof double[] numbers) {
            StringBuilder text = new StringBuilder(type.kind().name());
            for (double number : numbers) {
                text.append(' ').append(number);
            }
            return text.toString();
        }
        return value;
    }
}
