package edu.stsci.mast.registry.model.rules;

import edu.stsci.mast.registry.model.RecordElement;
import java.util.Set;
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
        if (text.isEmpty()) {
            return;
        }
        if (OLD.matcher(text).matches()) {
            found.add(
                    Rule.UCD_02,
                    element,
                    "The UCD " + Findings.quoted(text)
                            + " is of the old kind. Write UCD1+, such as pos.eq.ra;meta.main.");
            return;
        }
        if (!SYNTAX.matcher(text).matches()) {
            found.add(
                    Rule.UCD_01,
                    element,
                    Findings.quoted(text)
                            + " is no UCD. Write words with dots, joined by semicolons, as in phot.mag;em.opt.V.");
            return;
        }
        String[] words =
                text.toLowerCase(java.util.Locale.ROOT).replace("ivoa:", "").split(";");
        for (String word : words) {
            if (!BRANCHES.contains(word.split("\\.")[0])) {
                found.add(
                        Rule.UCD_03,
                        element,
                        "In the UCD " + Findings.quoted(text) + " the word " + Findings.quoted(word)
                                + " is of no known branch. The list of UCDs has arith, em, instr, meta, obs, phot, phys, pos, spect, src, stat and time.");
                return;
            }
        }
        found.addIf(
                ONLY_SECOND.contains(words[0]),
                Rule.UCD_04,
                element,
                "In the UCD " + Findings.quoted(text) + " the word " + words[0]
                        + " stands first, but it only qualifies others. Put the quantity before it.");
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
