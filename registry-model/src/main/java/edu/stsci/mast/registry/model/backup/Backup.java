package edu.stsci.mast.registry.model.backup;

import edu.stsci.mast.registry.model.backup.Tables.Column;
import edu.stsci.mast.registry.model.backup.Tables.Table;
import edu.stsci.mast.registry.model.store.Database;
import java.io.BufferedWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;

/**
 * Writes everything of a master copy's database into one file, while the registry goes on: the state of one moment, read in one transaction
 * that waits for nobody. The file is a ZIP archive of one table of comma-separated values for each table of the database, and of
 * {@code manifest.properties} with their sums, which comes last; it has what passwords were hashed to and the registry's secrets, so that
 * only its owner may read it.
 */
public final class Backup {
    /** The name of the list of contents. */
    static final String MANIFEST = "manifest.properties";
    /** Values that are quoted are texts, so that an empty one is no NULL. */
    static final CSVFormat CSV = CSVFormat.DEFAULT
            .builder()
            .setQuoteMode(QuoteMode.ALL_NON_NULL)
            .setRecordSeparator("\n")
            .get();

    private static final int AT_A_TIME = 200;
    private static final int REPORT = 1000;

    private final Database database;
    private final Clock clock;

    /** Backups of a database. */
    public Backup(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Where the entry of a table is. */
    static String entry(String table) {
        return "tables/" + table + ".csv";
    }

    /**
     * Writes a backup. The file appears under its name when it is complete.
     *
     * @param file must not exist
     * @param progress told how many rows are written
     * @throws BackupException with a sentence when the file cannot be written, or the database not be read
     */
    public Manifest write(Path file, LongConsumer progress) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            if (Files.exists(file)) {
                throw new FileAlreadyExistsException(file + " exists already; name another file");
            }
            Manifest manifest;
            Files.deleteIfExists(part);
            create(part);
            try (OutputStream out = Files.newOutputStream(part)) {
                manifest = write(out, progress);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            return manifest;
        } catch (IOException e) {
            throw new BackupException("The backup cannot be written: " + reason(part, e), e);
        } catch (SQLException e) {
            throw new BackupException("The backup cannot be made: the database says: " + e.getMessage(), e);
        } finally {
            discard(part);
        }
    }

    /** Two exceptions say no more than the name of the file. */
    private static String reason(Path file, IOException e) {
        Path folder = file.toAbsolutePath().getParent();
        if (e instanceof NoSuchFileException) {
            return "there is no folder " + folder;
        }
        if (e instanceof AccessDeniedException) {
            return "the user of this process may not write to the folder " + folder;
        }
        return e.getMessage();
    }

    private static void create(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
    }

    private static void discard(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new BackupException(part + " is left over and cannot be deleted: " + e.getMessage(), e);
        }
    }

    private Manifest write(OutputStream out, LongConsumer progress) throws IOException, SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            Moment moment = Moment.of(connection);
            try (ZipOutputStream archive = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
                Manifest manifest = write(connection, archive, progress);
                archive.putNextEntry(new ZipEntry(MANIFEST));
                archive.write(manifest.write().getBytes(StandardCharsets.UTF_8));
                archive.closeEntry();
                return manifest;
            } finally {
                moment.close();
            }
        }
    }

    private Manifest write(Connection connection, ZipOutputStream archive, LongConsumer progress)
            throws IOException, SQLException {
        int version = database.version();
        // The first look at the data makes the moment.
        long change = number(connection, "SELECT sequence FROM change_clock WHERE id = 1");
        long[] rows = {0};
        List<Manifest.Content> contents = new ArrayList<>();
        for (Table table : Tables.of(connection)) {
            archive.putNextEntry(new ZipEntry(entry(table.name())));
            MessageDigest digest = sha256();
            long before = rows[0];
            try (Writer writer = new BufferedWriter(new OutputStreamWriter(
                            new DigestOutputStream(new Unclosed(archive), digest), StandardCharsets.UTF_8));
                    CSVPrinter csv = new CSVPrinter(writer, CSV)) {
                csv.printRecord(table.columns().stream().map(Column::name).toList());
                copy(connection, table, csv, () -> {
                    if (++rows[0] % REPORT == 0) {
                        progress.accept(rows[0]);
                    }
                });
            }
            archive.closeEntry();
            contents.add(new Manifest.Content(
                    table.name(), rows[0] - before, HexFormat.of().formatHex(digest.digest())));
        }
        Map<String, Long> sequences = new TreeMap<>();
        for (String name : Tables.sequences(connection)) {
            sequences.put(name, number(connection, "SELECT NEXT VALUE FOR " + name));
        }
        progress.accept(rows[0]);
        return new Manifest(version, clock.instant(), change, contents, sequences);
    }

    /** Rows are asked for some at a time where they can be: documents are large, and databases may keep whole results in memory. */
    private static void copy(Connection connection, Table table, CSVPrinter csv, Runnable written)
            throws SQLException, IOException {
        if (table.key().isEmpty()) {
            try (Statement select = connection.createStatement()) {
                select.setFetchSize(AT_A_TIME);
                try (ResultSet row = select.executeQuery("SELECT " + table.columnList() + " FROM " + table.name())) {
                    while (row.next()) {
                        print(row, table, csv);
                        written.run();
                    }
                }
            }
            return;
        }
        String key = table.key().get();
        int keyColumn = table.columns().stream().map(Column::name).toList().indexOf(key) + 1;
        String sql = "SELECT " + table.columnList() + " FROM " + table.name() + " WHERE " + key + " > ? ORDER BY " + key
                + " OFFSET 0 ROWS FETCH NEXT " + AT_A_TIME + " ROWS ONLY";
        long last = Long.MIN_VALUE;
        boolean more = true;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            while (more) {
                select.setLong(1, last);
                more = false;
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        last = row.getLong(keyColumn);
                        print(row, table, csv);
                        written.run();
                        more = true;
                    }
                }
            }
        }
    }

    private static void print(ResultSet row, Table table, CSVPrinter csv) throws SQLException, IOException {
        int column = 0;
        for (Column described : table.columns()) {
            csv.print(described.kind().write(row, ++column));
        }
        csv.println();
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** The archive stays open when the table that was written into it is closed. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
