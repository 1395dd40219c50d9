package edu.stsci.mast.registry.harvester;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * The storing of one run, beside the reading: one part after the other, and the reader is never more than one part ahead, so that memory
 * stays bounded. For one reader.
 */
final class StoringLane {
    private final Executor executor;
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    /** A lane whose parts are stored by the given executor. */
    StoringLane(Executor executor) {
        this.executor = executor;
    }

    /** Waits for the part before, then begins this one. Throws what went wrong with the part before. */
    void begin(Runnable part) {
        await();
        last = CompletableFuture.runAsync(part, executor);
    }

    /** Waits until all is stored, and throws what went wrong with it. */
    void await() {
        try {
            last.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Waits until nothing is being stored any more, however it went. */
    void end() {
        last.exceptionally(e -> null).join();
    }
}
