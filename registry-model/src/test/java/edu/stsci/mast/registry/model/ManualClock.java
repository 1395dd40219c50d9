package edu.stsci.mast.registry.model;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until a test moves it. */
public final class ManualClock extends Clock {
    private volatile Instant now;

    /** A clock that stands at a time such as 2024-05-01T12:00:00Z. */
    public ManualClock(String now) {
        this.now = Instant.parse(now);
    }

    /** Moves it to a time. */
    public void set(String time) {
        now = Instant.parse(time);
    }

    /** Moves it on. */
    public void advance(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
