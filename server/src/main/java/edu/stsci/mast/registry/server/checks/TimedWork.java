package edu.stsci.mast.registry.server.checks;

import edu.stsci.mast.registry.harvester.ClusteredQuartz;
import edu.stsci.mast.registry.harvester.Schedule;
import edu.stsci.mast.registry.model.store.DatabaseException;
import java.util.TimeZone;
import javax.sql.DataSource;
import org.quartz.CronScheduleBuilder;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.JobKey;
import org.quartz.ObjectAlreadyExistsException;
import org.quartz.ScheduleBuilder;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that is done at certain times, with Quartz: one node at a time does it, and when that dies another one does it again. Closing it
 * stops work that is under way.
 */
public final class TimedWork implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TimedWork.class);

    private final String name;
    private final Work work;
    private final Scheduler quartz;
    private volatile Thread working;

    /** What is done. */
    @FunctionalInterface
    public interface Work {
        /**
         * Does it once, in the calling thread.
         *
         * @throws InterruptedException when the thread is interrupted
         */
        void run() throws InterruptedException;
    }

    /**
     * Work that is arranged; nothing happens before {@link #start}.
     *
     * @param name its name, which all nodes share
     * @param node this node's name
     */
    public TimedWork(String name, DataSource dataSource, String node, Schedule schedule, Work work) {
        this.name = name;
        this.work = work;
        this.quartz = ClusteredQuartz.create(name, dataSource, 1, node, (bundle, scheduler) -> new WorkJob(this));
        arrange(schedule);
    }

    /** What Quartz runs. */
    @DisallowConcurrentExecution
    public static final class WorkJob implements Job {
        private final TimedWork timed;

        WorkJob(TimedWork timed) {
            this.timed = timed;
        }

        @Override
        public void execute(JobExecutionContext context) throws JobExecutionException {
            timed.working = Thread.currentThread();
            try {
                timed.work.run();
            } catch (DatabaseException | IllegalStateException e) {
                LOG.warn("The work '{}' ended early: {}", timed.name, e.getMessage());
                throw new JobExecutionException(e);
            } catch (InterruptedException e) {
                LOG.info("The work '{}' was stopped", timed.name);
            } finally {
                timed.working = null;
            }
        }
    }

    private JobKey job() {
        return new JobKey(name, name);
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
                    JobBuilder.newJob(WorkJob.class)
                            .withIdentity(job())
                            // What a node that dies leaves undone is done by another one, from the beginning.
                            .requestRecovery()
                            .storeDurably()
                            .build(),
                    true);
            var trigger = TriggerBuilder.newTrigger()
                    .withIdentity(name, name)
                    .forJob(job())
                    .withDescription(schedule.text())
                    .withSchedule(times)
                    .build();
            var present = quartz.getTrigger(new TriggerKey(name, name));
            if (present == null) {
                quartz.scheduleJob(trigger);
            } else if (!schedule.text().equals(present.getDescription())) {
                quartz.rescheduleJob(present.getKey(), trigger);
            }
        } catch (ObjectAlreadyExistsException e) {
            LOG.debug("Another node has arranged the work '{}'", name, e);
        } catch (SchedulerException e) {
            throw new DatabaseException(
                    "The times of the work '" + name + "' cannot be arranged: " + e.getMessage(), e);
        }
    }

    /** Begins to do it at its times. */
    public void start() {
        try {
            quartz.start();
        } catch (SchedulerException e) {
            throw new DatabaseException("The work '" + name + "' cannot be started: " + e.getMessage(), e);
        }
    }

    /** Has it done as soon as a node is free. */
    public void now() {
        try {
            quartz.triggerJob(job());
        } catch (SchedulerException e) {
            throw new DatabaseException("The work '" + name + "' cannot be ordered: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            quartz.standby();
            Thread busy = working;
            if (busy != null) {
                busy.interrupt();
            }
            quartz.shutdown(true);
        } catch (SchedulerException e) {
            LOG.warn("The work '{}' did not stop cleanly", name, e);
        }
    }
}
