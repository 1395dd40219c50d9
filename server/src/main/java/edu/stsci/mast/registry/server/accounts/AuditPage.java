package edu.stsci.mast.registry.server.accounts;

import edu.stsci.mast.registry.model.accounts.AuditEntry;
import java.util.List;

/**
 * What the page of the audit log shows.
 *
 * @param question what is asked for
 * @param entries the entries of this page
 * @param acts the acts that the log knows
 * @param older where older entries are; empty when there are none
 * @param csv where all that are asked for are as CSV
 * @param problem why the question cannot be answered; empty when it can
 */
public record AuditPage(
        AuditQuestion question,
        List<AuditEntry> entries,
        List<String> acts,
        String older,
        String csv,
        String problem) {}
