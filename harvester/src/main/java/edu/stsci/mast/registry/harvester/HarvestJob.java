package edu.stsci.mast.registry.harvester;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Harvests the source whose number is in its data; a run that fails is in the history and is tried again at the source's next time. */
@DisallowConcurrentExecution
final class HarvestJob implements Job {
    /** The source's number, as text. */
    static final String SOURCE = "source";
    /** {@code true} for a full harvest. */
    static final String FULL = "full";

    private static final Logger LOG = LoggerFactory.getLogger(HarvestJob.class);

    private final Harvester harvester;
    private final HarvestSources sources;
    private final RunningHarvests running;
    private final StopSignal stop = new StopSignal();

    /** A job that can be stopped through {@code running} while it works. */
    HarvestJob(Harvester harvester, HarvestSources sources, RunningHarvests running) {
        this.harvester = harvester;
        this.sources = sources;
        this.running = running;
    }

    @Override
    public void execute(JobExecutionContext context) {
        JobDataMap data = context.getMergedJobDataMap();
        running.begin(stop);
        try {
            long id = Long.parseLong(data.getString(SOURCE));
            boolean full = Boolean.parseBoolean(data.getString(FULL));
            sources.get(id).ifPresent(source -> harvest(source, full));
        } catch (RuntimeException e) {
            // Quartz would only log it, and in its own words.
            LOG.error("A scheduled harvest failed", e);
        } finally {
            running.end(stop);
        }
    }

    private void harvest(HarvestSource source, boolean full) {
        try {
            harvester.harvest(source, full, stop, HarvestProgress.NONE);
        } catch (SourceBusyException e) {
            LOG.info("{}; left to the other", e.getMessage());
        }
    }
}
