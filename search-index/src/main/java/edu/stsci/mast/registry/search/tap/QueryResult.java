package edu.stsci.mast.registry.search.tap;

import edu.stsci.mast.registry.search.adql.AdqlType;
import edu.stsci.mast.registry.search.adql.CatalogueColumn;
import edu.stsci.mast.registry.search.adql.OutputColumn;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import uk.ac.starlink.table.AbstractStarTable;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.DescribedValue;
import uk.ac.starlink.table.RowSequence;
import uk.ac.starlink.votable.VOStarTable;

/** The rows of a query as they come from the database, for one reading. They are not kept, so that results of any size stream. */
final class QueryResult extends AbstractStarTable {
    private final ResultSet rows;
    private final long mostRows;
    private final List<Column> columns;
    private final Function<SQLException, TapException> words;
    private boolean taken;
    private boolean tellsFailure;
    private String failure;
    private long count;
    private boolean overflow;

    /** A column: how it is described, and how its values are read. */
    private record Column(ColumnInfo info, ValueReader reader) {}

    /**
     * The result of a statement that has been begun.
     *
     * @param mostRows how many rows are let through
     * @param words says in a sentence why the database failed
     */
    QueryResult(ResultSet rows, List<OutputColumn> columns, long mostRows, Function<SQLException, TapException> words) {
        this.rows = rows;
        this.words = words;
        this.mostRows = mostRows;
        List<Column> described = new ArrayList<>();
        for (OutputColumn column : columns) {
            ValueReader reader = ValueReader.of(column.type());
            described.add(new Column(info(column, reader.valueClass()), reader));
        }
        this.columns = List.copyOf(described);
    }

    private static ColumnInfo info(OutputColumn column, Class<?> valueClass) {
        ColumnInfo info = new ColumnInfo(column.name(), valueClass, null);
        AdqlType type = column.type();
        info.setXtype(type.xtype());
        info.setNullable(column.origin().map(CatalogueColumn::nullable).orElse(true));
        if (type.datatype().equals("unicodeChar")) {
            info.setAuxDatum(new DescribedValue(VOStarTable.DATATYPE_INFO, "unicodeChar"));
        }
        if (valueClass == double[].class) {
            info.setShape(new int[] {fixedLength(type).orElse(-1)});
        }
        column.origin().ifPresent(origin -> {
            info.setUCD(origin.ucd());
            info.setUnitString(origin.unit());
            info.setUtype(origin.utype());
            info.setDescription(origin.description());
        });
        return info;
    }

    private static Optional<Integer> fixedLength(AdqlType type) {
        return type.arraysize() == null || type.arraysize().contains("*")
                ? Optional.empty()
                : Optional.of(Integer.valueOf(type.arraysize()));
    }

    /** From now on a failure of the query ends the rows, and {@link #failure} tells it; otherwise it is thrown. */
    void tellFailure() {
        tellsFailure = true;
    }

    /** Why the query failed, in a sentence; null when it did not. */
    String failure() {
        return failure;
    }

    /** Whether there were more rows than were let through; known at the end. */
    boolean overflow() {
        return overflow;
    }

    @Override
    public int getColumnCount() {
        return columns.size();
    }

    @Override
    public ColumnInfo getColumnInfo(int column) {
        return columns.get(column).info();
    }

    @Override
    public long getRowCount() {
        return -1;
    }

    @Override
    public RowSequence getRowSequence() throws IOException {
        if (taken) {
            throw new IOException("The rows of a query can be read once only");
        }
        taken = true;
        return new Rows();
    }

    private final class Rows implements RowSequence {
        @Override
        public boolean next() throws IOException {
            try {
                if (!rows.next()) {
                    return false;
                }
            } catch (SQLException e) {
                TapException why = words.apply(e);
                failure = why.getMessage();
                if (tellsFailure) {
                    return false;
                }
                throw new IOException(failure, why);
            }
            if (count >= mostRows) {
                overflow = true;
                return false;
            }
            count++;
            return true;
        }

        @Override
        public Object getCell(int column) throws IOException {
            try {
                return columns.get(column).reader().read(rows, column + 1);
            } catch (SQLException e) {
                TapException why = words.apply(e);
                throw new IOException(why.getMessage(), why);
            }
        }

        @Override
        public Object[] getRow() throws IOException {
            Object[] row = new Object[columns.size()];
            for (int column = 0; column < row.length; column++) {
                row[column] = getCell(column);
            }
            return row;
        }

        @Override
        public void close() {
            // The statement is closed by the one that began it.
        }
    }
}
