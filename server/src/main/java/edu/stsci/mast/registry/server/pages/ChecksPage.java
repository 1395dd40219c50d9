package edu.stsci.mast.registry.server.pages;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.rules.Rule;
import edu.stsci.mast.registry.model.rules.ValidationLevel;
import edu.stsci.mast.registry.model.store.CheckReports;
import edu.stsci.mast.registry.model.store.RecordChecks;
import java.util.List;
import java.util.Optional;

/**
 * What the pages of checks show.
 *
 * @param registries all registries, ours first
 * @param shown the registry that is shown in detail; empty for the list of all
 * @param code the code to which the records shown are restricted; empty for all
 * @param codes what was found in it, by codes
 * @param worst its records with most findings
 * @param failing its addresses that fail
 * @param runs the last runs of checks, the newest first
 * @param refusal why whoever looks may not order a check; empty when they may
 * @param told what an action has done; empty when none has
 */
public record ChecksPage(
        List<CheckReports.Registry> registries,
        Optional<CheckReports.Registry> shown,
        String code,
        List<CheckReports.Code> codes,
        List<CheckReports.Worst> worst,
        List<CheckReports.FailingLink> failing,
        List<RecordChecks.Run> runs,
        String refusal,
        String told) {
    /** A registry's name in sentences. */
    public String name(CheckReports.Registry registry) {
        return registry.registry().map(Ivoid::toString).orElse("this registry");
    }

    /** The page of a registry. */
    public String address(CheckReports.Registry registry) {
        return "/staff/checks/" + registry.registry().map(Ivoid::withoutScheme).orElse("ours");
    }

    /** What a code's rule asks for. */
    public String sentence(String codeOfRule) {
        return Rule.ofCode(codeOfRule)
                .map(Rule::sentence)
                .orElse("Records keep the official schemas of their namespaces.");
    }

    /** The clause that a code's rule comes from; empty when it has none. */
    public Optional<Rule> rule(String codeOfRule) {
        return Rule.ofCode(codeOfRule);
    }

    /** What a level means. */
    public String level(int number) {
        return ValidationLevel.of(number).map(ValidationLevel::sentence).orElse("");
    }
}
