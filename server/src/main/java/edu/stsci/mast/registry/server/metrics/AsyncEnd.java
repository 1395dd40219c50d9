package edu.stsci.mast.registry.server.metrics;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** Runs something once when an answer that came later is complete, or will not come. */
final class AsyncEnd implements AsyncListener {
    private final Runnable end;
    private boolean over;

    AsyncEnd(Runnable end) {
        this.end = end;
    }

    private synchronized void end() {
        if (!over) {
            over = true;
            end.run();
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // It is completed after that.
    }

    @Override
    public void onError(AsyncEvent event) {
        end();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }
}
