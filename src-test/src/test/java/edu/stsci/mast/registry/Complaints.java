package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.slf4j.LoggerFactory;

/** What the log has of warnings and errors, by the libraries too. */
final class Complaints extends Handler implements AutoCloseable {
    private final ListAppender<ILoggingEvent> ours = new ListAppender<>();
    private final Queue<String> theirs = new ConcurrentLinkedQueue<>();

    Complaints() {
        ours.start();
        logger().addAppender(ours);
        java.util.logging.Logger.getLogger("").addHandler(this);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @Override
    public void publish(LogRecord line) {
        if (line.getLevel().intValue() >= java.util.logging.Level.WARNING.intValue()) {
            theirs.add(line.getMessage());
        }
    }

    @Override
    public void flush() {
        // Nothing waits.
    }

    void assertNone() {
        assertThat(ours.list).noneMatch(line -> line.getLevel().isGreaterOrEqual(Level.WARN));
        assertThat(theirs).isEmpty();
    }

    @Override
    public void close() {
        logger().detachAppender(ours);
        java.util.logging.Logger.getLogger("").removeHandler(this);
    }
}
