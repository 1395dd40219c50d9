package edu.stsci.mast.registry.harvester;

import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Harvests or reconciles the source whose number is in its data, or looks into the Registry of Registries. What fails is in the history and
 * is tried again at its next time; what has to wait for other harvests, or for the claim of a dead process to lapse, is tried again soon.
 */
@DisallowConcurrentExecution
final class HarvestJob implements Job {
    /** The source's number, as text. */
    static final String SOURCE = "source";
    /** {@code true} for a full harvest. */
    static final String FULL = "full";
    /** What is to be done: the name of a {@link Task}; without it, a harvest. */
    static final String TASK = "task";

    private static final String AGAIN = "again";
    private static final Logger LOG = LoggerFactory.getLogger(HarvestJob.class);

    private final Means means;
    private final StopSignal stop = new StopSignal();

    /** What a job may be about. */
    enum Task {
        /** A harvest. */
        HARVEST,
        /** A reconciliation. */
        RECONCILE,
        /** A look into the Registry of Registries. */
        DISCOVER
    }

    /** What jobs work with; {@code again} is how long one that has to wait is put off. */
    record Means(
            Harvester harvester,
            HarvestSources sources,
            Optional<RegistryDiscovery> discovery,
            RunningHarvests running,
            Duration again,
            Clock clock) {}

    /** A job that can be stopped through the means' {@code running} while it works. */
    HarvestJob(Means means) {
        this.means = means;
    }

    @Override
    public void execute(JobExecutionContext context) {
        JobDataMap data = context.getMergedJobDataMap();
        means.running().begin(stop);
        try {
            Task task = data.containsKey(TASK) ? Task.valueOf(data.getString(TASK)) : Task.HARVEST;
            if (task == Task.DISCOVER) {
                means.discovery().ifPresent(discovery -> discovery.discover(stop));
            } else {
                Optional<HarvestSource> source = means.sources().get(Long.parseLong(data.getString(SOURCE)));
                if (source.isPresent()) {
                    workAt(source.get(), task, context);
                }
            }
        } catch (RuntimeException e) {
            // Quartz would only log it, and in its own words.
            LOG.error("A scheduled harvest failed", e);
        } finally {
            means.running().end(stop);
        }
    }

    private void workAt(HarvestSource source, Task task, JobExecutionContext context) {
        try {
            if (task == Task.RECONCILE) {
                means.harvester().reconcileInTurn(source, stop);
            } else {
                boolean full =
                        Boolean.parseBoolean(context.getMergedJobDataMap().getString(FULL));
                means.harvester().harvestInTurn(source, full, stop);
            }
        } catch (SourceBusyException e) {
            // A run that takes over from a dead node finds the source claimed for a while.
            boolean takesOver = context.isRecovering()
                    || Boolean.parseBoolean(context.getMergedJobDataMap().getString(AGAIN));
            if (e.reason() == SourceBusyException.Reason.SOURCE && !takesOver && task == Task.HARVEST) {
                LOG.info("{}; left to the other", e.getMessage());
            } else {
                LOG.info("{}; tried again soon", e.getMessage());
                putOff(context);
            }
        }
    }

    private void putOff(JobExecutionContext context) {
        TriggerKey key = new TriggerKey(
                context.getJobDetail().getKey().getName() + " again",
                context.getJobDetail().getKey().getGroup());
        JobDataMap data = new JobDataMap();
        data.put(FULL, String.valueOf(context.getMergedJobDataMap().getString(FULL)));
        data.put(AGAIN, "true");
        Trigger trigger = TriggerBuilder.newTrigger()
                .withIdentity(key)
                .forJob(context.getJobDetail().getKey())
                .usingJobData(data)
                .startAt(Date.from(means.clock().instant().plus(means.again())))
                .build();
        try {
            if (context.getScheduler().rescheduleJob(key, trigger) == null) {
                context.getScheduler().scheduleJob(trigger);
            }
        } catch (SchedulerException e) {
            LOG.warn("A harvest cannot be put off ({}); it is left to its next time", e.getMessage());
        }
    }
}
