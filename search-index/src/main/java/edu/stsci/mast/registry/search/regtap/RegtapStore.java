package edu.stsci.mast.registry.search.regtap;

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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private Runnable rebuilding = () -> {};
    private RegtapFile damaged;

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

    /** Says how the tables are made anew when a query finds that they are damaged. */
    synchronized void whenSpoilt(Runnable rebuild) {
        rebuilding = rebuild;
    }

    @Override
    public synchronized void spoilt() {
        if (current != null && damaged != current) {
            damaged = current;
            LOG.error("{} is damaged and is made anew", current.path());
            rebuilding.run();
        }
    }

    @Override
    public long room() {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE; // nobody can tell
        }
    }

    private synchronized RegtapFile present() throws TapException {
        if (current == null || closed) {
            throw new TapException(TapException.Reason.BUSY, trouble().orElse("The registry is being stopped."));
        }
        return current;
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
