package edu.stsci.mast.registry.server.checks;

import edu.stsci.mast.registry.harvester.ClusteredQuartz;
import edu.stsci.mast.registry.harvester.Schedule;
import edu.stsci.mast.registry.model.rules.RegistryRules;
import edu.stsci.mast.registry.model.store.CheckReports;
import edu.stsci.mast.registry.model.store.DatabaseException;
import edu.stsci.mast.registry.model.store.RecordChecks;
import edu.stsci.mast.registry.model.store.StoredHoldings;
import edu.stsci.mast.registry.server.RegistrySettings;
import edu.stsci.mast.registry.server.Storage;
import java.io.IOException;
import java.time.Clock;
import java.util.TimeZone;
import org.quartz.CronScheduleBuilder;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.JobKey;
import org.quartz.ScheduleBuilder;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the stored records at their times, with Quartz: one node at a time does it. Closing it stops a check that is under way. */
public final class Checks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Checks.class);
    private static final String NAME = "checks";
    private static final JobKey JOB = new JobKey(NAME, NAME);

    private final LinkClient client;
    private final RecordChecker checker;
    private final RecordChecks records;
    private final CheckReports reports;
    private final Scheduler quartz;
    private volatile Thread working;

    /**
     * The checks of a registry; nothing happens before {@link #start}.
     *
     * @param node this node's name
     */
    public Checks(RegistrySettings settings, Storage storage, String node) {
        RegistrySettings.Checks limits = settings.checks();
        Clock clock = Clock.systemUTC();
        var database = storage.database().dataSource();
        this.records = new RecordChecks(database);
        this.reports = new CheckReports(database);
        this.client = new LinkClient(
                settings.name() + " link check (" + settings.adminEmail() + ")",
                limits.pause(),
                limits.timeout(),
                limits.linksFrom().equals("anywhere"));
        this.checker = new RecordChecker(
                records,
                new RegistryRules(
                        new StoredHoldings(database, storage.masterCopy().managedAuthorities())),
                limits,
                client,
                clock);
        this.quartz = limits.enabled()
                ? ClusteredQuartz.create(NAME, database, 1, node, (bundle, scheduler) -> new CheckJob(this))
                : null;
        if (quartz != null) {
            arrange(limits.schedule());
        }
    }

    /** What Quartz runs. */
    @DisallowConcurrentExecution
    public static final class CheckJob implements Job {
        private final Checks checks;

        CheckJob(Checks checks) {
            this.checks = checks;
        }

        @Override
        public void execute(JobExecutionContext context) throws JobExecutionException {
            checks.working = Thread.currentThread();
            try {
                checks.run();
            } catch (DatabaseException | IllegalStateException e) {
                LOG.warn("A check of the records ended early: {}", e.getMessage());
                throw new JobExecutionException(e);
            } catch (InterruptedException e) {
                LOG.info("A check of the records was stopped");
            } finally {
                checks.working = null;
            }
        }
    }

    private void arrange(Schedule schedule) {
        ScheduleBuilder<?> times = schedule instanceof Schedule.Every every
                ? SimpleScheduleBuilder.repeatSecondlyForever(
                                (int) every.interval().toSeconds())
                        .withMisfireHandlingInstructionNextWithRemainingCount()
                : CronScheduleBuilder.cronSchedule(schedule.text())
                        .inTimeZone(TimeZone.getTimeZone("UTC"))
                        .withMisfireHandlingInstructionDoNothing();
        try {
            quartz.addJob(
                    JobBuilder.newJob(CheckJob.class)
                            .withIdentity(JOB)
                            .storeDurably()
                            .build(),
                    true);
            var trigger = TriggerBuilder.newTrigger()
                    .withIdentity(NAME, NAME)
                    .forJob(JOB)
                    .withDescription(schedule.text())
                    .withSchedule(times)
                    .build();
            var present = quartz.getTrigger(new TriggerKey(NAME, NAME));
            if (present == null) {
                quartz.scheduleJob(trigger);
            } else if (!schedule.text().equals(present.getDescription())) {
                quartz.rescheduleJob(present.getKey(), trigger);
            }
        } catch (org.quartz.ObjectAlreadyExistsException e) {
            LOG.debug("Another node has arranged the checks", e);
        } catch (SchedulerException e) {
            throw new DatabaseException("The times of checks cannot be arranged: " + e.getMessage(), e);
        }
    }

    /** Begins to check at the times of the settings; does nothing when they say that this server does not check. */
    public void start() {
        if (quartz != null) {
            try {
                quartz.start();
            } catch (SchedulerException e) {
                throw new DatabaseException("The checks cannot be started: " + e.getMessage(), e);
            }
        }
    }

    /** Whether this server checks. */
    public boolean enabled() {
        return quartz != null;
    }

    /** Has the records checked as soon as a node is free. */
    public void checkNow() {
        try {
            quartz.triggerJob(JOB);
        } catch (SchedulerException e) {
            throw new DatabaseException("A check cannot be ordered: " + e.getMessage(), e);
        }
    }

    /**
     * Checks the records now, in this thread.
     *
     * @throws InterruptedException when the thread is interrupted
     */
    public RecordChecks.Run run() throws InterruptedException {
        return checker.run();
    }

    /** What was found in single records. */
    public RecordChecks records() {
        return records;
    }

    /** Sums of what was found. */
    public CheckReports reports() {
        return reports;
    }

    @Override
    public void close() throws IOException {
        if (quartz != null) {
            try {
                quartz.standby();
                Thread busy = working;
                if (busy != null) {
                    busy.interrupt();
                }
                quartz.shutdown(true);
            } catch (SchedulerException e) {
                LOG.warn("The checks did not stop cleanly", e);
            }
        }
        client.close();
    }
}
