package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.store.DatabaseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.quartz.CronScheduleBuilder;
import org.quartz.JobBuilder;
import org.quartz.JobDataMap;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.ObjectAlreadyExistsException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Harvests the sources at their times, with Quartz. The times are in the master copy's database and all nodes share them, so that each
 * harvest is run by one node, and by another when that one is gone. A source has one job, and one trigger while it is enabled; times
 * that were missed are made up for by one run.
 *
 * <p>The table of sources is what counts: {@link #reconcile} brings Quartz in line with it, at the start, every few seconds, and whenever
 * it is called. Thread-safe. Methods throw a {@link DatabaseException} when the database fails.
 */
public final class HarvestScheduler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HarvestScheduler.class);
    private static final String GROUP = "harvest";

    private final HarvestSources sources;
    private final HarvestRuns runs;
    private final Reconciliations reconciliations;
    private final Optional<RegistryDiscovery> discovery;
    private final Harvester harvester;
    private final HarvestSchedulerSettings settings;
    private final Clock clock;
    private final Scheduler quartz;
    private final RunningHarvests running = new RunningHarvests();
    private final ScheduledExecutorService watch;
    private List<Plan> arranged;
    private boolean again;

    /**
     * A scheduler that does nothing before it is started.
     *
     * @param dataSource the master copy's database; Quartz takes its connections there, about two more than harvests at a time
     * @param harvester does the harvests; the caller closes it after this
     */
    public HarvestScheduler(
            DataSource dataSource, Harvester harvester, HarvestSchedulerSettings settings, Clock clock) {
        this(dataSource, harvester, Optional.empty(), settings, clock);
    }

    /**
     * Likewise, and looks into the Registry of Registries at its times.
     *
     * @param discovery does that; empty for never
     */
    public HarvestScheduler(
            DataSource dataSource,
            Harvester harvester,
            Optional<RegistryDiscovery> discovery,
            HarvestSchedulerSettings settings,
            Clock clock) {
        this.sources = new HarvestSources(dataSource, clock);
        this.runs = new HarvestRuns(dataSource);
        this.reconciliations = new Reconciliations(dataSource);
        this.discovery = discovery;
        this.harvester = harvester;
        this.settings = settings;
        this.clock = clock;
        this.quartz = ClusteredQuartz.create(
                GROUP,
                dataSource,
                settings.atOnce(),
                settings.node(),
                (bundle, scheduler) -> new HarvestJob(
                        new HarvestJob.Means(harvester, sources, discovery, running, settings.again(), clock)));
        this.watch = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "harvest-watch");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * What Quartz has to know of one thing that is done at certain times.
     *
     * @param source the source's number; 0 for discovery
     * @param delay by how much its times are put off
     */
    private record Plan(
            HarvestJob.Task task, long source, String name, Schedule schedule, boolean enabled, Duration delay) {
        static Plan harvest(HarvestSource source) {
            return new Plan(
                    HarvestJob.Task.HARVEST,
                    source.id(),
                    source.name(),
                    source.schedule(),
                    source.enabled(),
                    source.delay());
        }

        static Plan reconciliation(HarvestSource source) {
            return new Plan(
                    HarvestJob.Task.RECONCILE,
                    source.id(),
                    source.name(),
                    source.reconcileSchedule().orElse(Schedule.DAILY),
                    source.enabled() && source.reconcileSchedule().isPresent(),
                    source.delay());
        }

        static Plan discovery(RegistryDiscovery discovery) {
            return new Plan(
                    HarvestJob.Task.DISCOVER,
                    0,
                    "the Registry of Registries",
                    discovery.schedule(),
                    true,
                    Duration.ZERO);
        }

        JobKey job() {
            return new JobKey(Long.toString(source), group());
        }

        TriggerKey trigger() {
            return new TriggerKey(Long.toString(source), group());
        }

        private String group() {
            return switch (task) {
                case HARVEST -> GROUP;
                case RECONCILE -> "reconcile";
                case DISCOVER -> "discover";
            };
        }

        /** What the trigger's description says, by which a change is noticed. */
        String description() {
            return schedule.text() + (delay.isZero() ? "" : " + " + delay.toSeconds() + " s");
        }
    }

    /** Begins to harvest sources at their times. */
    public void start() {
        arrangeTimes();
        try {
            quartz.start();
        } catch (SchedulerException e) {
            throw failed("start", e);
        }
        long millis = settings.lookEvery().toMillis();
        watch.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** Brings the times in line with the sources; call it after changing a source, so that the change takes effect at once. */
    public synchronized void arrangeTimes() {
        List<Plan> plans = new ArrayList<>();
        for (HarvestSource source : sources.list()) {
            plans.add(Plan.harvest(source));
            plans.add(Plan.reconciliation(source));
        }
        discovery.ifPresent(rofr -> plans.add(Plan.discovery(rofr)));
        if (plans.equals(arranged) && !again) {
            return;
        }
        again = false;
        try {
            for (Plan plan : plans) {
                arrange(plan);
            }
            Set<JobKey> obsolete = new HashSet<>(quartz.getJobKeys(GroupMatcher.anyGroup()));
            plans.forEach(plan -> obsolete.remove(plan.job()));
            for (JobKey job : obsolete) {
                quartz.deleteJob(job);
            }
        } catch (SchedulerException e) {
            again = true;
            throw failed("arrange the times of harvests", e);
        }
        arranged = plans;
    }

    /**
     * Has a source harvested as soon as a node is free, also when it is disabled.
     *
     * @param full whether to ask for all records
     */
    public void harvestNow(HarvestSource source, boolean full) {
        arrangeTimes();
        try {
            JobDataMap data = new JobDataMap(Map.of(HarvestJob.FULL, Boolean.toString(full)));
            quartz.triggerJob(Plan.harvest(source).job(), data);
        } catch (SchedulerException e) {
            throw failed("order a harvest of " + source.name(), e);
        }
    }

    /** Has a source compared with what we hold from it as soon as a node is free, also when it is disabled. */
    public void reconcileNow(HarvestSource source) {
        arrangeTimes();
        try {
            quartz.triggerJob(Plan.reconciliation(source).job());
        } catch (SchedulerException e) {
            throw failed("order a reconciliation of " + source.name(), e);
        }
    }

    /**
     * Has the Registry of Registries asked as soon as a node is free.
     *
     * @throws IllegalStateException when the settings name none
     */
    public void discoverNow() {
        RegistryDiscovery rofr =
                discovery.orElseThrow(() -> new IllegalStateException("The settings name no Registry of Registries"));
        arrangeTimes();
        try {
            quartz.triggerJob(Plan.discovery(rofr).job());
        } catch (SchedulerException e) {
            throw failed("order a look into the Registry of Registries", e);
        }
    }

    /**
     * Asks whoever is at work at a source, on this node or another, to stop; it keeps what it has stored.
     *
     * @return whether anybody was
     */
    public boolean stop(HarvestSource source) {
        return harvester.stop(source.id());
    }

    /** Stops the harvests that run on this node, waits for them a while, and ends; times and sources stay for the other nodes. */
    @Override
    public void close() {
        watch.shutdownNow();
        try {
            quartz.standby();
            running.stopAll("The registry was shut down");
            int left = running.awaitEnd(settings.shutdownTimeout());
            if (left > 0) {
                LOG.warn("{} harvests did not stop in time; they will be repeated", left);
            }
            quartz.shutdown(left == 0); // Quartz has some writing to do after each job, too
        } catch (SchedulerException e) {
            throw failed("shut down", e);
        }
    }

    private void look() {
        try {
            arrangeTimes();
        } catch (RuntimeException e) {
            LOG.warn("The sources cannot be looked at now: {}", e.getMessage());
        }
    }

    private void arrange(Plan plan) throws SchedulerException {
        JobDetail job = JobBuilder.newJob(HarvestJob.class)
                .withIdentity(plan.job())
                .usingJobData(HarvestJob.SOURCE, Long.toString(plan.source()))
                .usingJobData(HarvestJob.TASK, plan.task().name())
                .usingJobData(HarvestJob.FULL, "false")
                // What a node that dies leaves undone is done by another one.
                .requestRecovery()
                .storeDurably()
                .build();
        JobDetail known = quartz.getJobDetail(plan.job());
        if (known == null || !known.requestsRecovery()) {
            quartz.addJob(job, true);
        }
        Trigger present = quartz.getTrigger(plan.trigger());
        if (!plan.enabled()) {
            if (present != null) {
                quartz.unscheduleJob(plan.trigger());
            }
        } else if (present == null || !plan.description().equals(present.getDescription())) {
            schedule(plan, present);
        }
    }

    private void schedule(Plan plan, Trigger present) {
        TriggerBuilder<Trigger> builder = TriggerBuilder.newTrigger()
                .withIdentity(plan.trigger())
                .forJob(plan.job())
                .withDescription(plan.description());
        Trigger trigger;
        if (plan.schedule() instanceof Schedule.Every every) {
            trigger = builder.startAt(Date.from(firstTime(plan, every.interval())))
                    .withSchedule(SimpleScheduleBuilder.simpleSchedule()
                            .withIntervalInMilliseconds(every.interval().toMillis())
                            .repeatForever()
                            .withMisfireHandlingInstructionNowWithRemainingCount())
                    .build();
        } else {
            Schedule.Cron cron = (Schedule.Cron) plan.schedule();
            trigger = builder.withSchedule(CronScheduleBuilder.cronSchedule(cron.expressionWith(plan.delay()))
                            .inTimeZone(cron.zoneWith(plan.delay()))
                            .withMisfireHandlingInstructionFireAndProceed())
                    .build();
        }
        try {
            if (present == null) {
                quartz.scheduleJob(trigger);
            } else {
                quartz.rescheduleJob(plan.trigger(), trigger);
            }
        } catch (ObjectAlreadyExistsException e) {
            again = true; // another node was faster, perhaps with an older schedule
        } catch (SchedulerException e) {
            // One source's schedule, for instance of a year that is over, must not keep the others from theirs.
            LOG.warn(
                    "The source {} cannot be scheduled ({}): {}",
                    plan.name(),
                    plan.schedule().text(),
                    e.getMessage());
        }
    }

    /**
     * An interval after its last run began. Without one, or when that time is over, a harvest or a look into the Registry of Registries is
     * due at once, put off by the source's delay; a reconciliation is due an interval later, since nothing can be amiss yet.
     */
    private Instant firstTime(Plan plan, Duration interval) {
        Instant now = clock.instant();
        Optional<Instant> last =
                switch (plan.task()) {
                    case HARVEST ->
                        runs.latest(plan.source(), 1).stream()
                                .map(HarvestReport::started)
                                .findFirst();
                    case RECONCILE ->
                        reconciliations.latest(plan.source(), 1).stream()
                                .map(ReconciliationReport::started)
                                .findFirst()
                                .or(() -> Optional.of(now));
                    case DISCOVER -> discovery.flatMap(RegistryDiscovery::lastStarted);
                };
        return last.map(time -> time.plus(interval))
                .filter(time -> time.isAfter(now))
                .orElse(now.plus(plan.delay()));
    }

    private static DatabaseException failed(String what, SchedulerException e) {
        return new DatabaseException("The scheduler of harvests failed to " + what + ": " + e.getMessage(), e);
    }
}
