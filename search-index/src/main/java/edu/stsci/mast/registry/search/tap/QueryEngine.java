package edu.stsci.mast.registry.search.tap;

import edu.stsci.mast.registry.search.adql.AdqlCompiler;
import edu.stsci.mast.registry.search.adql.AdqlException;
import edu.stsci.mast.registry.search.adql.AdqlLimits;
import edu.stsci.mast.registry.search.adql.Catalogue;
import edu.stsci.mast.registry.search.adql.CatalogueTable;
import edu.stsci.mast.registry.search.adql.CompiledQuery;
import io.micrometer.observation.ObservationRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteLimits;

/** Answers ADQL queries from SQLite, each within its time. Thread-safe. */
public final class QueryEngine implements AutoCloseable {
    /** How long a text may be in bytes: those that an aggregate function puts together have no other bound. */
    private static final int LONGEST_VALUE = 64 << 20;

    private final Readers readers;
    private final Catalogue catalogue;
    private final AdqlCompiler compiler;
    private final AdqlLimits adqlLimits;
    private final TapLimits limits;
    private final ObservationRegistry observations;
    private final SortingRoom room;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "tap-limits");
        thread.setDaemon(true);
        return thread;
    });

    /** Gives connections that read the tables and have the functions of {@code SqliteFunctions}; closing one gives it back. */
    @FunctionalInterface
    public interface Readers {
        /**
         * A connection for one query.
         *
         * @throws TapException when there is none in time
         */
        Connection connection() throws TapException, SQLException;

        /** How many bytes are free on the disk on which the database sorts. */
        default long room() {
            return Long.MAX_VALUE;
        }

        /** A query has found that the database's file is damaged. */
        default void spoilt() {}
    }

    /** An engine over tables and functions. */
    public QueryEngine(Readers readers, Catalogue catalogue, AdqlLimits adqlLimits, TapLimits limits) {
        this(readers, catalogue, adqlLimits, limits, ObservationRegistry.NOOP);
    }

    /**
     * Likewise.
     *
     * @param observations is told of each query, from its arrival until its rows have been read, as {@code registry.query}; see {@link
     *     QueryObservation}
     */
    public QueryEngine(
            Readers readers,
            Catalogue catalogue,
            AdqlLimits adqlLimits,
            TapLimits limits,
            ObservationRegistry observations) {
        this.observations = observations;
        this.readers = readers;
        this.catalogue = catalogue;
        this.adqlLimits = adqlLimits;
        this.compiler = new AdqlCompiler(catalogue, adqlLimits);
        this.limits = limits;
        this.room = new SortingRoom(readers, limits.keepFree(), clock);
    }

    /** The tables and functions that queries may name, uploads aside. */
    public Catalogue catalogue() {
        return catalogue;
    }

    /** What queries may cost. */
    public TapLimits limits() {
        return limits;
    }

    /**
     * Begins a query; its first row is ready, or there is none, when this returns.
     *
     * @param time how long it may take until it is closed
     * @return the query, to be closed by the caller
     * @throws TapException when the query is wrong, cannot be answered, or takes too long
     */
    public RunningQuery begin(TapQuery query, Duration time) throws TapException {
        return begin(query, time, stop -> {});
    }

    /**
     * Likewise.
     *
     * @param stopper is given what ends the query early, before it is begun
     */
    public RunningQuery begin(TapQuery query, Duration time, Consumer<Runnable> stopper) throws TapException {
        QueryObservation observation = new QueryObservation(observations);
        Connection connection = connection(observation);
        RunningQuery running = new RunningQuery(query, connection, readers, clock, time, room, observation);
        try {
            connection.unwrap(SQLiteConnection.class).setLimit(SQLiteLimits.SQLITE_LIMIT_LENGTH, LONGEST_VALUE);
            stopper.accept(running::cancel);
            CompiledQuery compiled = compile(query, connection);
            running.execute(compiled, mostRows(query));
            return running;
        } catch (SQLException e) {
            TapException failure = running.failure(e);
            running.close();
            throw failure;
        } catch (TapException e) {
            observation.failed(e.reason());
            running.close();
            throw e;
        } catch (RuntimeException e) {
            observation.failed(TapException.Reason.FAULT);
            running.close();
            throw e;
        }
    }

    /**
     * The results of several queries as the tables of one VOTable document, for few rows: all are in memory.
     *
     * @param time how long each may take
     * @throws TapException when one is wrong, cannot be answered, or takes too long
     * @throws IOException with a sentence when one fails on its way
     */
    public byte[] votable(List<NamedQuery> queries, Duration time) throws TapException, IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        VotableDocument.writeBegin(out);
        for (NamedQuery query : queries) {
            TapQuery asked = new TapQuery(query.adql(), OptionalLong.empty(), ResultFormat.TABLEDATA, List.of());
            try (RunningQuery running = begin(asked, time)) {
                running.writeTable(query.name(), out);
            }
        }
        VotableDocument.writeEnd(out);
        return out.toByteArray();
    }

    private Connection connection(QueryObservation observation) throws TapException {
        try {
            return readers.connection();
        } catch (TapException e) {
            observation.failed(e.reason());
            observation.end();
            throw e;
        } catch (SQLException e) {
            observation.failed(TapException.Reason.BUSY);
            observation.end();
            throw new TapException(
                    TapException.Reason.BUSY,
                    "The tables cannot be read now: " + e.getMessage() + "; try again later",
                    e);
        }
    }

    private CompiledQuery compile(TapQuery query, Connection connection) throws TapException, SQLException {
        try {
            if (query.uploads().isEmpty()) {
                return compiler.compile(query.adql());
            }
            List<CatalogueTable> uploaded = Uploads.load(connection, query.uploads(), limits.uploadRows());
            return new AdqlCompiler(catalogue.with(uploaded), adqlLimits).compile(query.adql());
        } catch (AdqlException e) {
            throw new TapException(TapException.Reason.BAD_REQUEST, e.getMessage(), e);
        }
    }

    private long mostRows(TapQuery query) {
        return Math.min(query.maxrec().orElse(limits.usualRows()), limits.mostRows());
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
