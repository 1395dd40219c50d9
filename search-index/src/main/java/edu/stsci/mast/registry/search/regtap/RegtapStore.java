package edu.stsci.mast.registry.search.regtap;

import edu.stsci.mast.registry.search.adql.CatalogueColumn;
import edu.stsci.mast.registry.search.adql.CatalogueFunctions;
import edu.stsci.mast.registry.search.adql.CatalogueTable;
import edu.stsci.mast.registry.search.adql.FunctionDeclaration;
import edu.stsci.mast.registry.search.adql.SqlFragment;
import edu.stsci.mast.registry.search.tap.QueryEngine;
import edu.stsci.mast.registry.search.tap.TapException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The relational registry's tables in SQLite files of a folder: copies that can be thrown away at any time. Each rebuilding makes a new file
 * with the next number; queries go to the newest that is complete, and an old one is deleted when its last query has ended.
 *
 * <p>Thread-safe.
 */
public final class RegtapStore implements QueryEngine.Readers, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RegtapStore.class);
    private static final Pattern NAME = Pattern.compile("regtap-(\\d{1,9})\\.sqlite");
    private static final int CONNECTIONS = 8;
    private static final long WAIT_MILLIS = 30_000;

    private final Path folder;
    private final ScheduledExecutorService tidier = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "regtap-tidier");
        thread.setDaemon(true);
        return thread;
    });
    private final List<RegtapFile> superseded = new ArrayList<>();
    private RegtapFile current;
    private boolean closed;

    /** The files in a folder, which is made when it is not there. */
    public RegtapStore(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            open();
            tidier.scheduleWithFixedDelay(this::tidy, 1, 1, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " cannot be used", e);
        }
    }

    /** Takes the newest file that can be used, and deletes the others. */
    private void open() throws IOException {
        for (Path path : files()) {
            if (current == null && usable(path)) {
                current = new RegtapFile(path, CONNECTIONS, WAIT_MILLIS);
            } else {
                RegtapFile.delete(path);
            }
        }
    }

    /** The files, the newest first. */
    private List<Path> files() throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(path -> number(path) > 0)
                    .sorted(Comparator.comparing(RegtapStore::number).reversed())
                    .toList();
        }
    }

    private static int number(Path path) {
        Matcher matcher = NAME.matcher(path.getFileName().toString());
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private static boolean usable(Path path) {
        try (Connection connection = RegtapFile.writer(path)) {
            return RegtapWriter.sequence(connection).isPresent();
        } catch (SQLException e) {
            LOG.warn("{} cannot be used and is made anew: {}", path, e.getMessage());
            return false;
        }
    }

    /** The file that is read now; empty before the first is complete. */
    synchronized Optional<Path> path() {
        return Optional.ofNullable(current).map(RegtapFile::path);
    }

    /** A path for a new file, where there is none. */
    synchronized Path next() throws IOException {
        int last = files().stream().mapToInt(RegtapStore::number).max().orElse(0);
        Path path = folder.resolve("regtap-" + (last + 1) + ".sqlite");
        RegtapFile.delete(path); // what SQLite may have left beside it
        return path;
    }

    /** From now on queries go to this file. */
    synchronized void use(Path path) {
        RegtapFile fresh = new RegtapFile(path, CONNECTIONS, WAIT_MILLIS);
        if (current != null) {
            superseded.add(current);
        }
        current = fresh;
    }

    /** Deletes the files that nobody reads any more. */
    private synchronized void tidy() {
        superseded.removeIf(file -> {
            if (file.inUse() > 0) {
                return false;
            }
            file.close();
            try {
                RegtapFile.delete(file.path());
            } catch (IOException e) {
                LOG.warn("{} could not be deleted: {}", file.path(), e.getMessage());
            }
            return true;
        });
    }

    /** Why there is nothing to query now, in a sentence; empty when there is. */
    public synchronized Optional<String> trouble() {
        return current == null
                ? Optional.of("The tables are being made from the records; try again in a minute.")
                : Optional.empty();
    }

    @Override
    public Connection connection() throws TapException, SQLException {
        while (true) {
            RegtapFile file = present();
            try {
                return file.reader();
            } catch (SQLTransientConnectionException e) {
                throw new TapException(
                        TapException.Reason.BUSY,
                        "Too many queries are being answered at the moment; try again later.",
                        e);
            } catch (SQLException e) {
                if (file == present()) {
                    throw e;
                }
                // It was superseded between these two lines; the next one is there.
            }
        }
    }

    private synchronized RegtapFile present() throws TapException {
        if (current == null || closed) {
            throw new TapException(TapException.Reason.BUSY, trouble().orElse("The registry is being stopped."));
        }
        return current;
    }

    /** The functions that queries may use: those of the IVOA's catalogue, two of them answered from indexes where there are any. */
    public static List<FunctionDeclaration> functions() {
        List<FunctionDeclaration> functions = new ArrayList<>();
        for (FunctionDeclaration function : CatalogueFunctions.all()) {
            switch (function.name()) {
                case "ivo_hasword" ->
                    functions.add(CatalogueFunctions.hasWord(new FunctionDeclaration.Compiled(
                            RegtapStore::wordsFromIndex, CatalogueFunctions.wordByWord())));
                case "ivo_hashlist_has" ->
                    functions.add(CatalogueFunctions.hashListHas(new FunctionDeclaration.Compiled(
                            RegtapStore::itemFromIndex, CatalogueFunctions.inHashList())));
                default -> functions.add(function);
            }
        }
        return List.copyOf(functions);
    }

    private static final Set<String> INDEXED_LISTS = Set.of("content_level", "content_type", "waveband");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    private static Optional<SqlFragment> wordsFromIndex(FunctionDeclaration.Call call) {
        if (!(call.constant(1).orElse(null) instanceof String words)) {
            return Optional.empty();
        }
        String match = WORD.matcher(words.toLowerCase(Locale.ROOT))
                .results()
                .map(word -> '"' + word.group() + '"')
                .collect(Collectors.joining(" AND "));
        for (RegtapTables.WordIndex index : RegtapTables.WORD_INDEXES) {
            Optional<String> column = column(call, index.table(), index.columns());
            List<String> key = index.key().stream()
                    .flatMap(name -> call.sibling(0, name).stream())
                    .toList();
            if (column.isPresent() && key.size() == index.key().size()) {
                return Optional.of(
                        match.isEmpty()
                                ? SqlFragment.of("0")
                                : SqlFragment.of(
                                        "(" + String.join(", ", key) + ") IN (SELECT " + String.join(", ", index.key())
                                                + " FROM " + index.table() + " WHERE rowid IN (SELECT rowid FROM "
                                                + index.name() + " WHERE " + index.name() + " MATCH ?))",
                                        column.get() + " : (" + match + ")"));
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

    private static Optional<SqlFragment> itemFromIndex(FunctionDeclaration.Call call) {
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

    @Override
    public synchronized void close() {
        closed = true;
        tidier.shutdownNow();
        superseded.forEach(RegtapFile::close);
        if (current != null) {
            current.close();
        }
    }
}
