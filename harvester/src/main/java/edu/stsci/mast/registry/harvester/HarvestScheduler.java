package edu.stsci.mast.registry.harvester;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.quartz.CronScheduleBuilder;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.ObjectAlreadyExistsException;
import org.quartz.ScheduleBuilder;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.DirectSchedulerFactory;
import org.quartz.impl.matchers.GroupMatcher;
import org.quartz.simpl.SimpleThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Harvests every enabled source by itself, at the times of its schedule. A time that was missed, because no node was running, is made up
 * for once. All nodes share the schedules; each time is one node's.
 *
 * <p>Thread-safe. Closing it ends the harvests that it has begun.
 */
public final class HarvestScheduler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HarvestScheduler.class);
    private static final String GROUP = "harvest";
    private static final int THREADS = 4;
    private static final long RECONCILE_SECONDS = 5;
    private static final long LOOK_MILLIS = 5000; // for triggers that other nodes have made

    private final HarvestSources sources;
    private final Harvester harvester;
    private final Duration patience;
    private final Scheduler scheduler;
    private final ScheduledExecutorService reconciler;
    private final Set<StopSignal> running = new HashSet<>(); // guarded by itself
    private boolean closing; // guarded by running

    private HarvestScheduler(
            DataSource dataSource, HarvestSources sources, Harvester harvester, String node, Duration patience)
            throws SchedulerException, SQLException {
        this.sources = sources;
        this.harvester = harvester;
        this.patience = patience;
        String name = "harvest-" + UUID.randomUUID();
        SimpleThreadPool threads = new SimpleThreadPool(THREADS, Thread.NORM_PRIORITY);
        threads.setInstanceName("harvest");
        threads.setMakeThreadsDaemons(true);
        threads.initialize();
        DirectSchedulerFactory factory = DirectSchedulerFactory.getInstance();
        factory.createScheduler(
                name,
                Sql.atMost(150, node) + " " + UUID.randomUUID(),
                threads,
                SchedulerStore.in(dataSource, name),
                null,
                0,
                LOOK_MILLIS,
                -1);
        scheduler = factory.getScheduler(name);
        scheduler.setJobFactory((bundle, of) -> new HarvestJob(this));
        reconciler = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "harvest-reconciler");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts to harvest.
     *
     * @param dataSource the database of the master copy; its tables are up to date
     * @param node this node's name
     * @param patience how long closing waits for the harvests under way to end
     * @throws IllegalStateException when the schedules cannot be read
     */
    public static HarvestScheduler start(
            DataSource dataSource, HarvestSources sources, Harvester harvester, String node, Duration patience) {
        try {
            HarvestScheduler started = new HarvestScheduler(dataSource, sources, harvester, node, patience);
            started.reconcile();
            started.scheduler.start();
            started.reconciler.scheduleWithFixedDelay(
                    started::reconcile, RECONCILE_SECONDS, RECONCILE_SECONDS, TimeUnit.SECONDS);
            return started;
        } catch (SchedulerException | SQLException e) {
            throw new IllegalStateException("The harvests cannot be scheduled: " + e.getMessage(), e);
        }
    }

    /**
     * Brings the schedules up to date with the sources. Call it after a change that should count at once; it is done every few seconds
     * anyway. Trouble is logged, and the next time tries again.
     */
    public synchronized void reconcile() {
        try {
            Set<JobKey> wanted = new HashSet<>();
            for (HarvestSource source : sources.list()) {
                if (source.enabled()) {
                    wanted.add(key(source));
                    schedule(source);
                }
            }
            for (JobKey known : scheduler.getJobKeys(GroupMatcher.jobGroupEquals(GROUP))) {
                if (!wanted.contains(known)) {
                    scheduler.deleteJob(known);
                }
            }
        } catch (SchedulerException | RuntimeException e) {
            LOG.warn("The schedules of harvests could not be brought up to date: {}", e.getMessage(), e);
        }
    }

    /** The source's trigger has the schedule's words as its description, and is replaced when these differ. */
    private void schedule(HarvestSource source) throws SchedulerException {
        JobKey job = key(source);
        TriggerKey triggerKey = TriggerKey.triggerKey(job.getName(), GROUP);
        Trigger present = scheduler.getTrigger(triggerKey);
        String words = source.schedule().text();
        if (present != null && words.equals(present.getDescription())) {
            if (scheduler.getTriggerState(triggerKey) == Trigger.TriggerState.ERROR) {
                scheduler.resetTriggerFromErrorState(triggerKey);
            }
            return;
        }
        JobDetail detail = JobBuilder.newJob(HarvestJob.class)
                .withIdentity(job)
                .withDescription(source.name())
                .storeDurably()
                .build();
        Trigger trigger = TriggerBuilder.newTrigger()
                .withIdentity(triggerKey)
                .forJob(job)
                .withDescription(words)
                .withSchedule(times(source.schedule()))
                .startNow()
                .build();
        try {
            scheduler.scheduleJob(detail, Set.of(trigger), true);
        } catch (ObjectAlreadyExistsException e) { // another node was faster
            LOG.debug("{} was scheduled by another node", source.name());
        } catch (SchedulerException e) { // for instance a time that never comes; the other sources go on
            LOG.warn("{} cannot be harvested at '{}': {}", source.name(), words, e.getMessage());
        }
    }

    private static ScheduleBuilder<? extends Trigger> times(Schedule schedule) {
        if (schedule instanceof Schedule.Every every) {
            return SimpleScheduleBuilder.simpleSchedule()
                    .withIntervalInMilliseconds(every.interval().toMillis())
                    .repeatForever()
                    .withMisfireHandlingInstructionNowWithRemainingCount();
        }
        return CronScheduleBuilder.cronSchedule(((Schedule.Cron) schedule).expression())
                .inTimeZone(TimeZone.getTimeZone("UTC"))
                .withMisfireHandlingInstructionFireAndProceed();
    }

    private static JobKey key(HarvestSource source) {
        return JobKey.jobKey(Long.toString(source.id()), GROUP);
    }

    private void harvest(long id) {
        StopSignal stop = new StopSignal();
        synchronized (running) {
            if (closing) {
                return;
            }
            running.add(stop);
        }
        try {
            Optional<HarvestSource> source = sources.find(id).filter(HarvestSource::enabled);
            if (source.isPresent()) {
                harvester.harvest(source.get(), false, HarvestProgress.NONE, stop);
            }
        } catch (SourceBusyException e) {
            LOG.info("{}; the next time will do", e.getMessage());
        } catch (RuntimeException e) { // of the database; the next time tries again
            LOG.error("A scheduled harvest could not be done", e);
        } finally {
            synchronized (running) {
                running.remove(stop);
                running.notifyAll();
            }
        }
    }

    /** Starts no more harvests, tells those under way to stop, and waits for them as long as its patience lasts. */
    @Override
    public void close() {
        reconciler.shutdown();
        try {
            scheduler.standby();
            Set<StopSignal> signals;
            synchronized (running) {
                closing = true;
                signals = Set.copyOf(running);
            }
            signals.forEach(signal -> signal.stop("The registry was shut down"));
            awaitEnd();
            scheduler.shutdown(false);
        } catch (SchedulerException e) {
            LOG.warn("The scheduler did not stop cleanly: {}", e.getMessage());
        }
    }

    private void awaitEnd() {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (running) {
            try {
                for (long left = patience.toMillis();
                        !running.isEmpty() && left > 0;
                        left = (deadline - System.nanoTime()) / 1_000_000) {
                    running.wait(left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (!running.isEmpty()) {
                LOG.warn("{} harvests did not end in time", running.size());
            }
        }
    }

    /** A source's job; its name is the source's number. */
    @DisallowConcurrentExecution
    static final class HarvestJob implements Job {
        private final HarvestScheduler owner;

        HarvestJob(HarvestScheduler owner) {
            this.owner = owner;
        }

        @Override
        public void execute(JobExecutionContext context) {
            owner.harvest(Long.parseLong(context.getJobDetail().getKey().getName()));
        }
    }
}
