package edu.stsci.mast.registry.model.rules;

import edu.stsci.mast.registry.model.RecordElement;
import java.util.Locale;
import java.util.Set;

/** Terms that come from vocabularies. */
final class VocabularyChecks implements Check {
    private static final Set<String> OLD_RIGHTS = Set.of("public", "secure", "proprietary");

    @Override
    public void check(Subject subject, Findings found) {
        RecordElement root = subject.root();
        for (RecordElement type : root.all("content/relationship/relationshipType")) {
            term(
                    "relationship type",
                    type,
                    type.text(),
                    Vocabulary.RELATIONSHIP_TYPES,
                    Rule.VOC_01,
                    Rule.VOC_02,
                    found);
        }
        for (RecordElement date : root.all("curation/date")) {
            if (date.has("role")) {
                term(
                        "role of a date",
                        date,
                        date.attribute("role"),
                        Vocabulary.DATE_ROLES,
                        Rule.VOC_03,
                        Rule.VOC_04,
                        found);
            }
        }
        for (RecordElement level : root.all("content/contentLevel")) {
            term("content level", level, level.text(), Vocabulary.CONTENT_LEVELS, Rule.VOC_05, Rule.VOC_05, found);
        }
        for (RecordElement type : root.all("content/type")) {
            term("content type", type, type.text(), Vocabulary.CONTENT_TYPES, Rule.VOC_06, Rule.VOC_06, found);
        }
        for (RecordElement waveband : root.all("coverage/waveband")) {
            term("waveband", waveband, waveband.text(), Vocabulary.MESSENGERS, Rule.VOC_08, Rule.VOC_08, found);
        }
        for (RecordElement rights : root.all("rights")) {
            found.addIf(
                    !rights.has("rightsURI")
                            && OLD_RIGHTS.contains(rights.text().toLowerCase(Locale.ROOT)),
                    Rule.VOC_07,
                    rights,
                    () -> "The rights are " + Findings.quoted(rights.text())
                            + ", a word of VOResource 1.0. Write the terms as text, and name a licence by rightsURI.");
        }
    }

    private static void term(
            String what,
            RecordElement at,
            String term,
            Vocabulary vocabulary,
            Rule unknown,
            Rule deprecated,
            Findings found) {
        var instead = vocabulary.instead(term);
        if (instead.isPresent()) {
            found.add(
                    deprecated,
                    at,
                    "The " + what + " " + Findings.quoted(term) + " is deprecated. Write "
                            + (instead.get().isEmpty() ? "a more exact term" : instead.get()) + " instead.");
        } else if (!vocabulary.has(term)) {
            found.add(
                    unknown,
                    at,
                    Findings.quoted(term) + " is no " + what + " of " + vocabulary.url() + ". There are "
                            + vocabulary.list() + ".");
        }
    }
}
