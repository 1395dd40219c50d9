package edu.stsci.mast.registry.server.metrics;

import edu.stsci.mast.registry.model.usage.UsageCounts.Count;
import java.util.List;

/**
 * What the page of usage shows.
 *
 * @param days how many days
 * @param periods what else one can choose
 * @param charts the requests by day, one chart for each protocol
 * @param requests what was asked most
 * @param harvesters which programs asked for lists of OAI-PMH
 * @param clients which programs sent queries
 * @param records which records were looked at most
 */
public record UsagePage(
        int days,
        List<Integer> periods,
        List<UsageChart> charts,
        List<Count> requests,
        List<Count> harvesters,
        List<Count> clients,
        List<Count> records) {}
