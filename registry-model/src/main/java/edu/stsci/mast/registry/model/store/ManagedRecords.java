package edu.stsci.mast.registry.model.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/** Our own records as those see them who look after them. Thread-safe; all methods throw a {@link DatabaseException} when the database fails. */
public final class ManagedRecords {
    private static final int MOST_WORDS = 20;

    private final DataSource dataSource;

    /** The managed records in a master copy's database. */
    public ManagedRecords(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Some of them, without documents, in the order of their titles; those that are deleted come last.
     *
     * @param words what the title, short name, type or identifier must have, each of the words; empty for all
     * @param skip how many to leave out
     * @param limit how many at most
     */
    public List<StoredRecord> list(String words, int skip, int limit) {
        List<String> wanted = Arrays.stream(words.toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .limit(MOST_WORDS)
                .toList();
        StringBuilder sql = new StringBuilder("SELECT " + RecordRow.COLUMNS + " FROM record r WHERE r.managed = 1");
        wanted.forEach(
                word -> sql.append(" AND CHARINDEX(?, LOWER(r.title + ' ' + r.short_name + ' ' + r.resource_type + ' '"
                        + " + r.ivoid)) > 0"));
        sql.append(
                " ORDER BY CASE WHEN r.status = 'DELETED' THEN 1 ELSE 0 END, r.title, r.id OFFSET ? ROWS FETCH NEXT ? ROWS ONLY");
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql.toString())) {
            int parameter = 1;
            for (String word : wanted) {
                select.setString(parameter++, word);
            }
            select.setInt(parameter++, skip);
            select.setInt(parameter, limit);
            List<StoredRecord> records = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    records.add(RecordRow.read(rows, false));
                }
            }
            return records;
        } catch (SQLException e) {
            throw MasterCopy.failed("list our records", e);
        }
    }
}
