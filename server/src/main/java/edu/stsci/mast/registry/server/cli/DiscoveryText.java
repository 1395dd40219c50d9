package edu.stsci.mast.registry.server.cli;

import edu.stsci.mast.registry.harvester.DiscoveryReport;
import edu.stsci.mast.registry.harvester.Proposal;
import edu.stsci.mast.registry.server.pages.Amounts;
import java.util.List;
import java.util.Locale;

/**
 * A look into the Registry of Registries, for a console: one line of what was found, one for each proposal, one for each problem.
 *
 * @param open the proposals that wait for a decision
 */
record DiscoveryText(DiscoveryReport report, List<Proposal> open) {
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (!report.failure().isEmpty()) {
            line(text, "The Registry of Registries could not be read; nothing was proposed: " + report.failure());
        } else {
            line(
                    text,
                    "The Registry of Registries lists " + Amounts.count(report.registries()) + " other registr"
                            + (report.registries() == 1 ? "y" : "ies") + "; "
                            + Amounts.count(report.proposals().size(), "new proposal") + ", "
                            + Amounts.count(report.applied().size()) + " carried out, "
                            + Amounts.count(open.size()) + " to decide upon");
        }
        for (Proposal proposal : open) {
            line(
                    text,
                    String.format(
                            Locale.ROOT, "  %-6s%s", word(proposal), proposal.registry() + ": " + change(proposal)));
        }
        for (String problem : report.problems()) {
            line(text, "  note  " + problem);
        }
        if (!open.isEmpty()) {
            line(text, "Accept or reject them on the page /staff/harvest of the running server.");
        }
        return text.toString();
    }

    private static String word(Proposal proposal) {
        return proposal.kind().name().toLowerCase(Locale.ROOT);
    }

    private static String change(Proposal proposal) {
        return switch (proposal.kind()) {
            case NEW -> proposal.newUrl() + (proposal.title().isEmpty() ? "" : " (" + proposal.title() + ")");
            case MOVED -> proposal.oldUrl() + " is now " + proposal.newUrl();
            case GONE -> proposal.oldUrl() + " is not listed as active any more";
        };
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append(System.lineSeparator());
    }
}
