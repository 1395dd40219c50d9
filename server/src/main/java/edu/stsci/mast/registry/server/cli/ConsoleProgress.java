package edu.stsci.mast.registry.server.cli;

import edu.stsci.mast.registry.server.content.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Shows progress on the standard error stream: one line that is written over and over on a terminal, a line every few seconds elsewhere,
 * and nothing for work that is over at once.
 */
final class ConsoleProgress implements Progress, AutoCloseable {
    private static final Duration ON_TERMINAL = Duration.ofMillis(250);
    private static final Duration ELSEWHERE = Duration.ofSeconds(5);

    private final String what;
    private final String unit;
    private final PrintStream out = System.err;
    private final boolean terminal = System.console() != null;
    private final long start = System.nanoTime();
    private long lastShown = start;
    private boolean shown;

    /** Progress of some work, such as {@code Importing}, counted in a unit, such as {@code records}. */
    ConsoleProgress(String what, String unit) {
        this.what = what;
        this.unit = unit;
    }

    @Override
    public synchronized void at(long done, long total) {
        long now = System.nanoTime();
        if (now - lastShown < (terminal ? ON_TERMINAL : ELSEWHERE).toNanos()) {
            return;
        }
        lastShown = now;
        shown = true;
        double seconds = (now - start) / 1e9;
        String of = total > 0 ? String.format(Locale.ROOT, " of %,d", total) : "";
        String line = String.format(Locale.ROOT, "%s: %,d%s %s, %,.0f a second", what, done, of, unit, done / seconds);
        out.print(terminal ? "\r" + line + "\u001b[K" : line + System.lineSeparator());
        out.flush();
    }

    /** How long the work has taken so far. */
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public synchronized void close() {
        if (terminal && shown) {
            out.print("\r\u001b[K");
        }
    }
}
