package edu.stsci.mast.registry.server.checks;

import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.RecordElement;
import edu.stsci.mast.registry.model.rules.RecordRules;
import edu.stsci.mast.registry.model.rules.RegistryRules;
import edu.stsci.mast.registry.model.rules.Rule;
import edu.stsci.mast.registry.model.rules.SubjectTerms;
import edu.stsci.mast.registry.model.rules.VosiComparison;
import edu.stsci.mast.registry.model.store.RecordChecks;
import edu.stsci.mast.registry.model.store.RecordChecks.Link;
import edu.stsci.mast.registry.model.store.RecordChecks.Target;
import edu.stsci.mast.registry.server.RegistrySettings;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look at the stored records: ours each time, and harvested ones when they or the rules have changed since the last look, or when their
 * addresses are to be asked, too.
 */
final class RecordChecker {
    private static final Logger LOG = LoggerFactory.getLogger(RecordChecker.class);
    private static final int AT_A_TIME = 50;
    /** Changes with the rules, so that what was found by others is found anew; so it does with the terms of subjects. */
    static final String RULES = Integer.toHexString(Arrays.stream(Rule.values())
            .map(rule -> rule.code() + rule.severity() + rule.sentence())
            .collect(Collectors.joining())
            .hashCode());

    private final RecordChecks checks;
    private final RecordRules ours;
    private final RecordRules harvested;
    private final RegistryRules registryRules;
    private final String rules;
    private final RegistrySettings.Checks settings;
    private final LinkClient client;
    private final Clock clock;

    RecordChecker(
            RecordChecks checks,
            RegistryRules registryRules,
            RegistrySettings.Checks settings,
            LinkClient client,
            SubjectTerms subjects,
            Clock clock) {
        this.checks = checks;
        this.ours = new RecordRules(clock, subjects);
        this.harvested = RecordRules.brief(clock, subjects);
        this.registryRules = registryRules;
        this.rules = subjects.isEmpty() ? RULES : RULES + "-" + subjects.fingerprint();
        this.settings = settings;
        this.client = client;
        this.clock = clock;
    }

    /**
     * Looks at the records.
     *
     * @throws InterruptedException when the thread is interrupted; what was found until then is kept
     */
    RecordChecks.Run run() throws InterruptedException {
        Instant started = clock.instant();
        boolean newRules = checks.runs(1).stream().noneMatch(run -> run.rules().equals(rules));
        boolean all = newRules || settings.harvestedLinks();
        int records = 0;
        int links = 0;
        int failing = 0;
        long after = 0;
        for (List<Target> some = checks.targets(all, after, AT_A_TIME);
                !some.isEmpty();
                some = checks.targets(all, after, AT_A_TIME)) {
            for (Target target : some) {
                Optional<List<Link>> asked = check(target);
                records++;
                links += asked.map(List::size).orElse(0);
                failing += (int) asked.stream()
                        .flatMap(List::stream)
                        .filter(link -> link.failingSince().isPresent())
                        .count();
            }
            after = some.get(some.size() - 1).id();
        }
        RecordChecks.Run run =
                new RecordChecks.Run(started, Optional.of(clock.instant()), rules, records, links, failing);
        checks.keep(run);
        LOG.info("Checked {} records; {} of their {} addresses fail", records, failing, links);
        return run;
    }

    /** The addresses that were asked; empty when they were not to be asked. */
    private Optional<List<Link>> check(Target target) throws InterruptedException {
        RecordElement record;
        try {
            record = RecordElement.read(target.document());
        } catch (XMLStreamException e) {
            throw new IllegalStateException("The stored document of " + target.ivoid() + " is not well-formed", e);
        }
        List<Finding> findings = new ArrayList<>((target.managed() ? ours : harvested).check(record));
        findings.addAll(registryRules.check(record, target.managed()));
        Optional<List<Link>> links = Optional.empty();
        if (settings.links() && (target.managed() || settings.harvestedLinks())) {
            links = Optional.of(ask(record, findings));
        } else {
            // What is known of the addresses stays.
            checks.links(target.id()).forEach(link -> Rule.ofCode(link.code())
                    .ifPresent(rule ->
                            findings.add(new Finding(rule.severity(), rule.code(), 0, 0, "Resource", link.message()))));
        }
        checks.save(target, findings, links, clock.instant());
        return links;
    }

    private List<Link> ask(RecordElement record, List<Finding> findings) throws InterruptedException {
        List<Link> links = new ArrayList<>();
        for (LinkTarget target : LinkTarget.of(record)) {
            Instant now = clock.instant();
            long begin = System.nanoTime();
            LinkAnswer answer = client.ask(target.url(), target.kind().read());
            int millis = (int) Math.min(Integer.MAX_VALUE, (System.nanoTime() - begin) / 1_000_000);
            LinkVerdict verdict = LinkVerdict.of(target, answer);
            boolean fails = verdict.rule().filter(rule -> rule != Rule.LINK_06).isPresent();
            links.add(new Link(
                    target.url(),
                    verdict.rule().map(Rule::code).orElse(""),
                    answer.status(),
                    verdict.sentence(),
                    millis,
                    now,
                    fails ? Optional.of(now) : Optional.empty(),
                    fails ? 1 : 0));
            verdict.rule()
                    .ifPresent(rule -> findings.add(new Finding(
                            rule.severity(),
                            rule.code(),
                            target.element().line(),
                            target.element().column(),
                            target.element().path(),
                            verdict.sentence())));
            if (!fails && target.kind() == LinkTarget.Kind.CAPABILITIES && answer.status() < 300) {
                compare(record, answer, findings);
            }
        }
        return links;
    }

    private static void compare(RecordElement record, LinkAnswer answer, List<Finding> findings) {
        boolean compared = findings.stream().anyMatch(f -> f.code().startsWith("VOSI-"));
        if (compared) {
            return; // once for a service
        }
        try {
            findings.addAll(
                    VosiComparison.of(record, RecordElement.read(answer.body())).findings(record));
        } catch (XMLStreamException e) {
            findings.add(new Finding(
                    Rule.LINK_03.severity(),
                    Rule.LINK_03.code(),
                    0,
                    0,
                    "Resource",
                    "The service's capabilities are not well-formed: "
                            + e.getMessage().lines().findFirst().orElse("") + ". Mend the service."));
        }
    }
}
