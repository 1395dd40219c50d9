package edu.stsci.mast.registry.model.rules;

import edu.stsci.mast.registry.model.RecordElement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The form of subjects; and, where the terms of the Unified Astronomy Thesaurus are known, whether they are such. */
final class SubjectChecks implements Check {
    private static final int LONGEST = 80;
    private static final int NAMED = 5;
    private static final Pattern SEVERAL = Pattern.compile(";|\\||,.*,");
    /** As http://www.ivoa.net/rdf/uat writes its terms. */
    private static final Pattern TERM = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private final SubjectTerms terms;

    SubjectChecks(SubjectTerms terms) {
        this.terms = terms;
    }

    @Override
    public void check(Subject subject, Findings found) {
        RecordElement content = subject.root().first("content").orElse(subject.root());
        List<RecordElement> subjects = content.all("subject");
        found.addIf(
                subjects.stream().allMatch(s -> s.text().isEmpty()),
                Rule.SUB_01,
                content,
                () -> "The record has no subject. Add terms of the Unified Astronomy Thesaurus.");
        Set<String> seen = new HashSet<>();
        List<RecordElement> odd = new ArrayList<>();
        for (RecordElement element : subjects) {
            String text = element.text();
            if (text.isEmpty()) {
                continue;
            }
            if (SEVERAL.matcher(text).find()) {
                found.add(
                        Rule.SUB_02,
                        element,
                        Findings.quoted(text) + " looks like several subjects. Give each an element of its own.");
            } else if (text.length() > LONGEST) {
                found.add(
                        Rule.SUB_04,
                        element,
                        "The subject " + Findings.quoted(text) + " has " + text.length()
                                + " characters. Take terms; sentences belong into the description.");
            } else if (!terms.isEmpty()) {
                term(element, text, found);
            } else if (!TERM.matcher(text).matches()) {
                odd.add(element);
            }
            found.addIf(
                    !seen.add(text.toLowerCase(Locale.ROOT)),
                    Rule.SUB_03,
                    element,
                    () -> "The subject " + Findings.quoted(text) + " stands twice. Remove one.");
        }
        if (!odd.isEmpty()) {
            found.add(
                    Rule.SUB_05,
                    odd.get(0),
                    odd.stream()
                                    .limit(NAMED)
                                    .map(s -> Findings.quoted(s.text()))
                                    .collect(Collectors.joining(", "))
                            + (odd.size() > NAMED ? ", …" : "")
                            + ": not written as terms of the Unified Astronomy Thesaurus. The IVOA writes, for instance, variable-stars.");
        }
    }

    private void term(RecordElement element, String text, Findings found) {
        Optional<SubjectTerms.Term> known = terms.find(text);
        if (known.isEmpty()) {
            found.add(
                    Rule.SUB_06,
                    element,
                    Findings.quoted(text) + " is no term of " + terms.url()
                            + terms.meant(text)
                                    .map(term -> ". Is it " + Findings.quoted(term.name()) + "?")
                                    .orElse("."));
        } else if (known.get().deprecated()) {
            found.add(
                    Rule.SUB_07,
                    element,
                    "The subject " + Findings.quoted(text) + " is deprecated. Write "
                            + known.get().instead().map(Findings::quoted).orElse("a more exact term") + " instead.");
        }
    }
}
