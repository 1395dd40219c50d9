package edu.stsci.mast.registry.model.rules;

import edu.stsci.mast.registry.model.RecordElement;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** UCDs and units, wherever they stand: of columns and of parameters. */
final class UcdAndUnitChecks implements Check {
    private static final Pattern SYNTAX = Pattern.compile(
            "(?i)(ivoa:)?[a-z][a-z0-9_-]*(\\.[a-z0-9_-]+)*(;(ivoa:)?[a-z][a-z0-9_-]*(\\.[a-z0-9_-]+)*)*");
    private static final Pattern OLD = Pattern.compile("[A-Z][A-Z0-9-]*(_[A-Za-z0-9/.-]+)+|ID_.*|VOX:.*");
    private static final Set<String> BRANCHES =
            Set.of("arith", "em", "instr", "meta", "obs", "phot", "phys", "pos", "spect", "src", "stat", "time");
    /** Words that only qualify others. */
    private static final Set<String> ONLY_SECOND = Set.of("meta.main");

    private static final int KEPT = 2000;
    /** What was said of UCDs before: a registry's columns share a few hundred. */
    private static final Map<String, Optional<Fault>> KNOWN = new ConcurrentHashMap<>();

    /** What is wrong with a UCD. */
    private record Fault(Rule rule, String sentence) {}

    @Override
    public void check(Subject subject, Findings found) {
        subject.root().each(element -> {
            switch (element.name()) {
                case "ucd" -> ucd(element, found);
                case "unit" -> unit(element, found);
                default -> {}
            }
        });
    }

    private static void ucd(RecordElement element, Findings found) {
        String text = element.text();
        Optional<Fault> fault = KNOWN.get(text);
        if (fault == null) {
            fault = fault(text);
            if (KNOWN.size() < KEPT) {
                KNOWN.put(text, fault);
            }
        }
        fault.ifPresent(f -> found.add(f.rule(), element, f.sentence()));
    }

    private static Optional<Fault> fault(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (OLD.matcher(text).matches()) {
            return fault(
                    Rule.UCD_02,
                    "The UCD " + Findings.quoted(text)
                            + " is of the old kind. Write UCD1+, such as pos.eq.ra;meta.main.");
        }
        if (!SYNTAX.matcher(text).matches()) {
            return fault(
                    Rule.UCD_01,
                    Findings.quoted(text)
                            + " is no UCD. Write words with dots, joined by semicolons, as in phot.mag;em.opt.V.");
        }
        String[] words = text.toLowerCase(Locale.ROOT).replace("ivoa:", "").split(";");
        for (String word : words) {
            if (!BRANCHES.contains(word.split("\\.")[0])) {
                return fault(
                        Rule.UCD_03,
                        "In the UCD " + Findings.quoted(text) + " the word " + Findings.quoted(word)
                                + " is of no known branch. The list of UCDs has arith, em, instr, meta, obs, phot, phys, pos, spect, src,"
                                + " stat and time.");
            }
        }
        return ONLY_SECOND.contains(words[0])
                ? fault(
                        Rule.UCD_04,
                        "In the UCD " + Findings.quoted(text) + " the word " + words[0]
                                + " stands first, but it only qualifies others. Put the quantity before it.")
                : Optional.empty();
    }

    private static Optional<Fault> fault(Rule rule, String sentence) {
        return Optional.of(new Fault(rule, sentence));
    }

    private static void unit(RecordElement element, Findings found) {
        String text = element.text();
        if (!text.isEmpty()) {
            UnitText.fault(text)
                    .ifPresent(fault -> found.add(
                            Rule.UNIT_01,
                            element,
                            Findings.quoted(text) + " is no unit of VOUnits: " + fault
                                    + ". Write, for instance, km/s or erg.s**-1.cm**-2."));
        }
    }
}
