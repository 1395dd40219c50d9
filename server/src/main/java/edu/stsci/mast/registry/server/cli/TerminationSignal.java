package edu.stsci.mast.registry.server.cli;

import java.util.concurrent.CountDownLatch;
import sun.misc.Signal;

/**
 * Waits for the operator's word to stop. From when one is made, the signals are taken over from the virtual machine, whose own answer would
 * close the embedded database while requests are still being answered. Until then, and in commands that make none, that answer is the
 * right one: the process ends at once.
 */
final class TerminationSignal {
    private final CountDownLatch stop = new CountDownLatch(1);

    TerminationSignal() {
        for (String name : new String[] {"TERM", "INT"}) {
            Signal.handle(new Signal(name), signal -> stop.countDown());
        }
    }

    /** Returns when the process was asked to end. */
    void await() throws InterruptedException {
        stop.await();
    }

    /** Returns when the process was asked to end (true), or the time is over. */
    boolean await(java.time.Duration time) throws InterruptedException {
        return stop.await(time.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
    }
}
