package edu.stsci.mast.registry.search.tap;

import edu.stsci.mast.registry.search.adql.CompiledQuery;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** A query that has been begun. For one thread, but {@link #cancel} is for any. */
public final class RunningQuery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningQuery.class);

    private final TapQuery query;
    private final Connection connection;
    private final Duration time;
    private final QueryEngine.Readers readers;
    private final SortingRoom room;
    private final QueryObservation observation;
    private final Future<?> limit;
    private final Object lock = new Object();
    private PreparedStatement statement;
    private QueryResult result;
    private boolean timedOut;
    private boolean cancelled;
    private boolean withoutRoom;
    private boolean closed;

    RunningQuery(
            TapQuery query,
            Connection connection,
            QueryEngine.Readers readers,
            ScheduledExecutorService clock,
            Duration time,
            SortingRoom room,
            QueryObservation observation) {
        this.room = room;
        this.readers = readers;
        this.observation = observation;
        this.query = query;
        this.connection = connection;
        this.time = time;
        this.limit = clock.schedule(this::timeOut, time.toMillis(), TimeUnit.MILLISECONDS);
        room.enter(this);
    }

    void execute(CompiledQuery compiled, long mostRows) throws SQLException, TapException {
        PreparedStatement prepared = connection.prepareStatement(compiled.sql());
        synchronized (lock) {
            statement = prepared;
        }
        for (int i = 0; i < compiled.parameters().size(); i++) {
            prepared.setObject(i + 1, compiled.parameters().get(i));
        }
        if (isEnded()) {
            throw failure(null);
        }
        result = new QueryResult(prepared.executeQuery(), compiled.columns(), mostRows, this::failure);
    }

    /** Writes the result in the query's format and leaves the stream open; see {@link ResultWriter}. */
    public void write(OutputStream out) throws IOException {
        ResultWriter.write(result, query.format(), query.adql(), out);
    }

    /** Writes the result as one table, without a document around it. */
    void writeTable(String name, OutputStream out) throws IOException {
        result.setName(name);
        VotableDocument.writeTable(result, out);
    }

    /** Why the query failed while its rows were written, when the result says so itself (VOTable). */
    public Optional<String> failure() {
        return Optional.ofNullable(result.failure());
    }

    /**
     * Reads the rows for people to look at.
     *
     * @throws IOException with a sentence when the query fails on its way
     */
    public QueryPreview preview() throws IOException {
        return QueryPreview.of(result);
    }

    /** Ends the query early; what reads or writes it fails. */
    public void cancel() {
        end(() -> cancelled = true);
    }

    /** Ends the query, since the disk on which it may be sorting is nearly full. */
    void endForRoom() {
        end(() -> withoutRoom = true);
    }

    private void timeOut() {
        end(() -> timedOut = true);
    }

    private boolean isEnded() {
        synchronized (lock) {
            return timedOut || cancelled || withoutRoom;
        }
    }

    private void end(Runnable mark) {
        synchronized (lock) {
            if (closed) {
                return; // the connection may serve another query by now
            }
            mark.run();
            if (statement != null) {
                try {
                    statement.cancel();
                } catch (SQLException e) {
                    LOG.warn("A query cannot be ended: {}", e.getMessage());
                }
            }
        }
    }

    /** What to say of a failure of the database. */
    TapException failure(SQLException e) {
        TapException failure = explained(e);
        observation.failed(failure.reason());
        return failure;
    }

    private TapException explained(SQLException e) {
        synchronized (lock) {
            if (timedOut) {
                return new TapException(
                        TapException.Reason.TIME_OUT,
                        "The query took longer than the " + words(time)
                                + " that it may take; ask for less, or use the asynchronous service, where queries may take longer",
                        e);
            }
            if (withoutRoom) {
                return new TapException(
                        TapException.Reason.BUSY,
                        "The query was ended, since the disk on which queries sort is nearly full; ask for less, or try again later",
                        e);
            }
            if (cancelled) {
                return new TapException(TapException.Reason.BAD_REQUEST, "The query was stopped", e);
            }
        }
        String sentence = "The query could not be carried out: " + e.getMessage();
        if (isTheQuerysFault(e)) {
            return new TapException(TapException.Reason.BAD_REQUEST, sentence, e);
        }
        LOG.error("A query that was compiled failed: {}", query.adql(), e);
        if (SqliteDamage.isToldBy(e)) {
            readers.spoilt();
            return new TapException(
                    TapException.Reason.BUSY, "The tables are damaged and are made anew; try again in a minute", e);
        }
        return new TapException(TapException.Reason.FAULT, sentence, e);
    }

    /** A value that is too long, or SQLite's general error: of a function that got a value which it refuses, or of a statement that is too large for it. */
    private boolean isTheQuerysFault(SQLException e) {
        SQLiteErrorCode code = e instanceof SQLiteException sqlite ? sqlite.getResultCode() : null;
        if (code == SQLiteErrorCode.SQLITE_TOOBIG) {
            return true;
        }
        boolean general = code == SQLiteErrorCode.SQLITE_ERROR;
        boolean begun = statement != null;
        return general && (begun || e.getMessage().contains("too large"));
    }

    private static String words(Duration time) {
        return time.toSeconds() >= 120
                ? time.toMinutes() + " minutes"
                : time.toMillis() >= 2000 ? time.toSeconds() + " seconds" : time.toMillis() + " ms";
    }

    @Override
    public void close() {
        limit.cancel(false);
        room.leave(this);
        synchronized (lock) {
            closed = true;
        }
        try {
            if (statement != null) {
                statement.close();
            }
            if (!query.uploads().isEmpty()) {
                Uploads.drop(connection, query.uploads().size());
            }
        } catch (SQLException e) {
            LOG.warn("A query did not end cleanly: {}", e.getMessage());
        } finally {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.warn("A connection was not given back: {}", e.getMessage());
            }
            observation.end();
        }
    }
}
