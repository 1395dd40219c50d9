package edu.stsci.mast.registry.server.metrics;

import edu.stsci.mast.registry.model.store.DatabaseException;
import edu.stsci.mast.registry.model.usage.Usage;
import edu.stsci.mast.registry.model.usage.Usage.Kind;
import edu.stsci.mast.registry.model.usage.UsageCounts;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts who uses the registry for what. The counts go to the database once a minute and at the end; a node that is killed loses those of its
 * last minute. Whatever names clients give themselves, so many are counted a day, and the others together. Thread-safe.
 */
public final class UsageCounter implements Consumer<AnsweredRequest>, AutoCloseable {
    /** What names beyond those that are counted are called together. */
    static final String OTHERS = "others";

    private static final Logger LOG = LoggerFactory.getLogger(UsageCounter.class);
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final int MOST_NAMES = 500;
    private static final int MOST_RECORDS = 100_000;
    private static final Set<String> LISTS = Set.of("ListRecords", "ListIdentifiers");
    private static final Set<String> QUERIES = Set.of("sync", "async", "search");
    private static final Set<String> NOT_COUNTED = Set.of("operation", "static", "staff", "other");
    private static final String RECORD = "/resource/";

    private final UsageCounts counts;
    private final Clock clock;
    private final Duration keep;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "usage");
        thread.setDaemon(true);
        return thread;
    });
    private final Object lock = new Object();
    private LocalDate day;
    private Map<Usage, Long> uses = new HashMap<>();
    /** What was counted by its name today. */
    private final Map<Kind, Set<String>> names = new EnumMap<>(Kind.class);

    /**
     * A counter; it has to be started.
     *
     * @param keep how long counts are kept
     */
    public UsageCounter(UsageCounts counts, Clock clock, Duration keep) {
        this.counts = counts;
        this.clock = clock;
        this.keep = keep;
        this.day = today();
    }

    /** Begins to write the counts down. */
    public UsageCounter start() {
        timer.scheduleWithFixedDelay(this::writeQuietly, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    @Override
    public void accept(AnsweredRequest request) {
        RequestKind kind = request.kind();
        if (request.outcome() != AnsweredRequest.Outcome.OK || NOT_COUNTED.contains(kind.protocol())) {
            return;
        }
        String client = ClientName.of(request.client());
        List<Usage> used = new ArrayList<>();
        used.add(new Usage(Kind.REQUESTS, kind.protocol() + " " + kind.verb()));
        if (kind.protocol().equals("oai") && LISTS.contains(kind.verb())) {
            used.add(new Usage(Kind.HARVESTERS, client));
        } else if (QUERIES.contains(kind.verb()) && !kind.protocol().equals("page")) {
            used.add(new Usage(Kind.CLIENTS, client));
        } else if (kind.verb().equals("record") && !ClientName.isRobot(client)) {
            used.add(new Usage(Kind.RECORDS, record(request.path())));
        }
        synchronized (lock) {
            used.forEach(this::count);
        }
    }

    private static String record(String path) {
        String name = path.substring(Math.min(path.length(), RECORD.length()));
        try {
            name = URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            LOG.debug("The address of a record that was answered cannot be decoded: {}", path);
        }
        return name.toLowerCase(Locale.ROOT);
    }

    private void count(Usage usage) {
        Set<String> known = names.computeIfAbsent(usage.kind(), kind -> new HashSet<>());
        boolean room = known.size() < (usage.kind() == Kind.RECORDS ? MOST_RECORDS : MOST_NAMES);
        boolean named = known.contains(usage.name()) || room && known.add(usage.name());
        uses.merge(named ? usage : new Usage(usage.kind(), OTHERS), 1L, Long::sum);
    }

    private void writeQuietly() {
        try {
            write();
        } catch (RuntimeException e) {
            LOG.warn("Usage cannot be written down now, and is counted on: {}", e.getMessage());
        }
    }

    /**
     * Writes down what was counted since the last time.
     *
     * @throws DatabaseException when the database fails; the counts are kept for the next time
     */
    public void write() {
        Map<Usage, Long> counted;
        LocalDate when;
        synchronized (lock) {
            counted = uses;
            when = day;
            uses = new HashMap<>();
            day = today();
            if (!day.equals(when)) {
                names.clear();
            }
        }
        Map<Usage, Long> left = counted;
        try {
            left = counts.add(when, counted);
            if (!when.equals(today())) {
                counts.forgetBefore(when.minusDays(keep.toDays()));
            }
        } finally {
            if (!left.isEmpty()) {
                keepForLater(left);
            }
        }
    }

    private void keepForLater(Map<Usage, Long> left) {
        synchronized (lock) {
            left.forEach((usage, number) -> uses.merge(usage, number, Long::sum));
        }
    }

    @Override
    public void close() {
        timer.shutdown();
        try {
            timer.awaitTermination(EVERY.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writeQuietly();
    }
}
