package edu.stsci.mast.registry.model.rules;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordElement;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The record's own identifier, and the form of those that it refers to. */
final class IdentifierChecks implements Check {
    private static final Pattern UNRESERVED = Pattern.compile("[A-Za-z0-9._~/-]*");

    private static final Pattern DOTS = Pattern.compile("/\\.{1,2}(/|$)");

    private static final Pattern PART = Pattern.compile("[?#]");
    private static final List<String> REFERENCES = List.of("ivo-id", "standardID", "validatedBy");

    @Override
    public void check(Subject subject, Findings found) {
        Optional<RecordElement> identifier = subject.root().first("identifier");
        identifier.ifPresent(element -> own(element, subject, found));
        subject.eachBesideTables(element -> {
            if (element.hasAttributes()) {
                for (String attribute : REFERENCES) {
                    if (element.has(attribute)) {
                        reference(attribute, element.attribute(attribute), element, found);
                    }
                }
            }
        });
    }

    private static void own(RecordElement element, Subject subject, Findings found) {
        Optional<Ivoid> ivoid = Ivoid.parse(element.text());
        if (ivoid.isEmpty()) {
            return; // such a record is not taken at all
        }
        String rest = ivoid.get().withoutScheme();
        found.addIf(
                !UNRESERVED.matcher(rest).matches(),
                Rule.ID_02,
                element,
                () -> "The identifier " + Findings.quoted(element.text())
                        + " has reserved characters. Clients may take it apart or fail to compare it; new identifiers should do without.");
        found.addIf(
                DOTS.matcher(rest).find(),
                Rule.ID_09,
                element,
                () -> "The identifier " + Findings.quoted(element.text())
                        + " has a part . or .., which clients take out of addresses (RFC 3986, section 5.2.4). Choose another one.");
        boolean bare = !rest.contains("/");
        boolean authority = subject.type().equals("Authority");
        if (bare != authority) {
            found.add(
                    Rule.ID_03,
                    element,
                    bare
                            ? "The identifier is a bare authority, but the record is no vg:Authority. Give it a path behind the authority."
                            : "The record is a vg:Authority, but its identifier has a path. It must be "
                                    + ivoid.get().authorityIvoid() + ".");
        }
    }

    private static void reference(String attribute, String value, RecordElement element, Findings found) {
        if (attribute.equals("standardID")
                && !value.toLowerCase(java.util.Locale.ROOT).startsWith("ivo:")) {
            found.addIf(
                    value.isEmpty() || !value.contains(":"),
                    Rule.ID_01,
                    element,
                    () -> "The standardID " + Findings.quoted(value)
                            + " is no URI. Leave it out, or name a standard by its IVOID.");
            return;
        }
        // References may name a part of a resource; what stands before is the resource.
        String resource = PART.split(value, 2)[0];
        try {
            Ivoid.of(resource);
        } catch (IllegalArgumentException e) {
            found.add(
                    Rule.ID_01,
                    element,
                    "The attribute " + attribute + " names no resource: " + e.getMessage()
                            + ". Correct it or leave the attribute out.");
        }
    }
}
