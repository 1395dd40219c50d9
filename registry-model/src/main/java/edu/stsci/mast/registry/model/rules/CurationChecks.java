package edu.stsci.mast.registry.model.rules;

import edu.stsci.mast.registry.model.RecordElement;
import java.util.List;
import java.util.regex.Pattern;

/** Who is behind the resource (VOResource 1.1, section 3.1.2). */
final class CurationChecks implements Check {
    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>()\\[\\]]+@[^\\s@<>()\\[\\]]+\\.[^\\s@<>()\\[\\].]+");
    private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:\\S+");

    @Override
    public void check(Subject subject, Findings found) {
        RecordElement root = subject.root();
        RecordElement curation = root.first("curation").orElse(root);
        RecordElement publisher = curation.first("publisher").orElse(curation);
        boolean named = publisher != curation && !publisher.text().isEmpty();
        found.addIf(
                !named,
                Rule.RES_01,
                publisher,
                () -> "The record names no publisher. Say who makes the resource available.");
        found.addIf(
                named && Placeholders.is(publisher.text()),
                Rule.RES_07,
                publisher,
                () -> "The publisher is named " + Findings.quoted(publisher.text())
                        + ", which is a placeholder. Give the real name.");
        found.addIf(
                named && !publisher.has("ivo-id"),
                Rule.RES_05,
                publisher,
                () -> "The publisher has no ivo-id. Name its record, so that people find what else it publishes.");
        contacts(curation, found);
        found.addIf(
                (subject.isData() || subject.isService()) && !curation.says("creator/name"),
                Rule.RES_04,
                curation,
                () -> "The record names no creator. Say who made the resource, so that it can be cited.");
        subject.eachBesideTables(element -> {
            if (element.name().equals("altIdentifier")
                    && !URI.matcher(element.text()).matches()) {
                found.add(
                        Rule.RES_17,
                        element,
                        "The alternate identifier " + Findings.quoted(element.text())
                                + " has no scheme. Write, for instance, doi:10.5281/zenodo.123 or https://orcid.org/….");
            }
        });
    }

    private static void contacts(RecordElement curation, Findings found) {
        List<RecordElement> contacts = curation.all("contact");
        found.addIf(
                contacts.stream().noneMatch(c -> c.says("name")),
                Rule.RES_02,
                contacts.isEmpty() ? curation : contacts.get(0),
                () -> "The record names no contact. Say by name to whom questions go, a person or a help desk.");
        if (contacts.isEmpty()) {
            return;
        }
        List<RecordElement> emails = curation.all("contact/email");
        found.addIf(
                emails.stream().allMatch(e -> e.text().isEmpty()),
                Rule.RES_03,
                contacts.get(0),
                () -> "No contact has an e-mail address. Give one, so that people can reach it.");
        for (RecordElement email : emails) {
            found.addIf(
                    !email.text().isEmpty() && !EMAIL.matcher(email.text()).matches(),
                    Rule.RES_03,
                    email,
                    () -> Findings.quoted(email.text())
                            + " is not an e-mail address. Write it plainly, as in help@example.org.");
        }
    }
}
