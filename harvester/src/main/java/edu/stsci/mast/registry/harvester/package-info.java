/**
 * The harvesting side of OAI-PMH: copies the records of other registries into the master copy, and reads records from files.
 *
 * <p>The way of a record: {@link edu.stsci.mast.registry.harvester.HarvestScheduler} has a source harvested at its times, or a command calls
 * {@link edu.stsci.mast.registry.harvester.Harvester} itself. The harvester claims the source and starts a {@code HarvestRun}, the loop over
 * the pages of the source's list. A {@code OaiSession} asks for each page through {@link edu.stsci.mast.registry.harvester.OaiClient}, which
 * is patient and bounded; {@link edu.stsci.mast.registry.harvester.OaiResponseReader} takes the answer apart into
 * {@linkplain edu.stsci.mast.registry.harvester.Delivery deliveries}; {@code RecordStorage} stores them in one transaction, and puts what
 * cannot be taken into {@link edu.stsci.mast.registry.harvester.Quarantine}. What became of it all is in
 * {@link edu.stsci.mast.registry.harvester.HarvestRuns}.
 */
package edu.stsci.mast.registry.harvester;
