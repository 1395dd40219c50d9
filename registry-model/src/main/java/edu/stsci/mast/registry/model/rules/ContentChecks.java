package edu.stsci.mast.registry.model.rules;

import edu.stsci.mast.registry.model.RecordElement;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the resource is (VOResource 1.1, sections 3.1.1 and 3.1.3). */
final class ContentChecks implements Check {
    private static final int LONGEST_SHORT_NAME = 16;
    private static final int SHORTEST_DESCRIPTION = 50;
    private static final Pattern WEB = Pattern.compile("(?i)https?://[^\\s/]+\\S*");
    private static final Pattern MARKUP = Pattern.compile(
            "(?i)</?(p|br|b|i|em|a|ul|li|div|span|sup|sub|h[1-6])(\\s[^>]*)?/?>|&(nbsp|lt|gt|amp|#\\d+);");

    @Override
    public void check(Subject subject, Findings found) {
        RecordElement root = subject.root();
        title(root, found);
        RecordElement content = root.first("content").orElse(root);
        description(root, content, found);
        reference(content, found);
        source(content, found);
        found.addIf(
                !content.says("type"),
                Rule.RES_15,
                content,
                () ->
                        "The record does not say what kind of content the resource has. Add a type such as Catalog, Survey or Archive.");
        found.addIf(
                (subject.isData() || subject.isService()) && root.all("rights").isEmpty(),
                Rule.RES_14,
                root,
                () ->
                        "The record says nothing of rights. Add the licence or the terms of use, with rightsURI when they have an address.");
    }

    private static void title(RecordElement root, Findings found) {
        Optional<RecordElement> title =
                root.first("title").filter(t -> !t.text().isEmpty());
        found.addIf(
                title.isEmpty(),
                Rule.RES_06,
                root,
                () -> "The record has no title. Give it one by which people know it.");
        title.ifPresent(t -> found.addIf(
                Placeholders.is(t.text()),
                Rule.RES_07,
                t,
                () -> "The title is " + Findings.quoted(t.text()) + ", which is a placeholder. Give the real one."));
        Optional<RecordElement> shortName =
                root.first("shortName").filter(s -> !s.text().isEmpty());
        found.addIf(
                shortName.isEmpty(),
                Rule.RES_09,
                root,
                () -> "The record has no short name. Give it one of at most 16 characters, for lists.");
        shortName.ifPresent(s -> found.addIf(
                s.text().codePointCount(0, s.text().length()) > LONGEST_SHORT_NAME,
                Rule.RES_08,
                s,
                () -> "The short name " + Findings.quoted(s.text()) + " has "
                        + s.text().codePointCount(0, s.text().length()) + " characters. Shorten it to 16."));
    }

    private static void description(RecordElement root, RecordElement content, Findings found) {
        RecordElement description = content.first("description").orElse(content);
        boolean there = description != content
                && (!description.text().isEmpty() || !description.children().isEmpty());
        found.addIf(!there, Rule.RES_10, description, () -> "The record has no description. Say what the resource is.");
        if (!there || !description.children().isEmpty()) {
            return;
        }
        String text = description.text();
        if (Placeholders.is(text)) {
            found.add(
                    Rule.RES_07,
                    description,
                    "The description has a placeholder in it. Write what the resource is, and what it is good for.");
        } else if (text.length() < SHORTEST_DESCRIPTION || text.equalsIgnoreCase(root.text("title"))) {
            found.add(
                    Rule.RES_11,
                    description,
                    "The description says little: " + Findings.quoted(text)
                            + ". Write some sentences on what the resource is, and what it is good for.");
        }
        found.addIf(
                (text.indexOf('<') >= 0 || text.indexOf('&') >= 0)
                        && MARKUP.matcher(text).find(),
                Rule.RES_12,
                description,
                () ->
                        "The description has markup in it, which applications show as it stands. Write plain text; blank lines separate paragraphs.");
    }

    private static void reference(RecordElement content, Findings found) {
        RecordElement reference = content.first("referenceURL").orElse(content);
        String url = reference == content ? "" : reference.text();
        found.addIf(
                !WEB.matcher(url).matches(),
                Rule.RES_13,
                reference,
                () -> url.isEmpty()
                        ? "The record has no reference URL. Give the address of a page about the resource."
                        : "The reference URL " + Findings.quoted(url)
                                + " is no http or https address. Give the address of a page about the resource.");
    }

    private static void source(RecordElement content, Findings found) {
        for (RecordElement source : content.all("source")) {
            String code = source.text();
            boolean bibcode = code.matches("\\d{4}[A-Za-z]\\S{13}[A-Z.:]") && code.length() == 19;
            found.addIf(
                    source.attribute("format").equalsIgnoreCase("bibcode") && !bibcode,
                    Rule.RES_16,
                    source,
                    () -> Findings.quoted(code)
                            + " is no bibcode. Write the 19 characters as ADS has them, or another format, such as doi.");
        }
    }
}
