package edu.stsci.mast.registry.server;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * A part that is opened by a thread of its own while others are, since starting is a matter of waiting for one processor and one disk.
 * Closing it closes the part, after it was opened.
 *
 * @param <T> the part
 */
final class Ahead<T extends AutoCloseable> implements AutoCloseable {
    private final CompletableFuture<T> part = new CompletableFuture<>();

    private Ahead() {}

    /** Begins to open a part; what the opening throws, {@link #get} throws. */
    static <T extends AutoCloseable> Ahead<T> open(String name, Supplier<T> opening) {
        Ahead<T> ahead = new Ahead<>();
        Thread thread = new Thread(() -> ahead.complete(opening), "open-" + name);
        thread.setDaemon(true);
        thread.start();
        return ahead;
    }

    private void complete(Supplier<T> opening) {
        try {
            part.complete(opening.get());
        } catch (RuntimeException | Error e) {
            part.completeExceptionally(e);
        }
    }

    /** Waits for the part. */
    T get() {
        try {
            return part.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            part.join().close();
        } catch (CompletionException e) {
            // Who wanted the part has been told why there is none.
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
