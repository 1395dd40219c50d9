package edu.stsci.mast.registry.server.checks;

import edu.stsci.mast.registry.model.RecordElement;
import edu.stsci.mast.registry.model.rules.Rule;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An address that a record points at.
 *
 * @param kind what is expected of the answer
 * @param url the address as it is asked
 * @param element where the record has it
 */
record LinkTarget(Kind kind, String url, RecordElement element) {
    /** What stands at an address, and by which rule it is judged. */
    enum Kind {
        /** A page for people. */
        REFERENCE(Rule.LINK_01),
        /** A service whose address is complete. */
        ACCESS(Rule.LINK_02),
        /** A service to whose address parameters belong, of which none are known here: it may complain of that. */
        BASE(Rule.LINK_02),
        /** VOSI capabilities. */
        CAPABILITIES(Rule.LINK_03),
        /** VOSI tables. */
        TABLES(Rule.LINK_03),
        /** VOSI availability. */
        AVAILABILITY(Rule.LINK_04),
        /** The test query of a cone search. */
        CONE(Rule.LINK_05);

        private final Rule rule;

        Kind(Rule rule) {
            this.rule = rule;
        }

        Rule rule() {
            return rule;
        }

        /** Whether the answer itself is looked at, and not only whether there is one. */
        boolean read() {
            return this == CAPABILITIES || this == TABLES || this == AVAILABILITY || this == CONE;
        }
    }

    /** The addresses of a record, each once. */
    static List<LinkTarget> of(RecordElement record) {
        Map<String, LinkTarget> targets = new LinkedHashMap<>();
        record.first("content/referenceURL").ifPresent(e -> add(targets, new LinkTarget(Kind.REFERENCE, e.text(), e)));
        for (RecordElement capability : record.all("capability")) {
            String standard = capability.attribute("standardID").toLowerCase(Locale.ROOT);
            for (RecordElement face : capability.all("interface")) {
                for (RecordElement url : face.all("accessURL")) {
                    add(targets, target(capability, standard, face, url));
                }
            }
        }
        return new ArrayList<>(targets.values());
    }

    private static void add(Map<String, LinkTarget> targets, LinkTarget target) {
        if (target.url().regionMatches(true, 0, "http", 0, 4)) {
            targets.putIfAbsent(target.url(), target);
        }
    }

    private static LinkTarget target(RecordElement capability, String standard, RecordElement face, RecordElement url) {
        String address = url.text();
        String last = standard.substring(standard.lastIndexOf('/') + 1);
        return switch (last) {
            case "vosi#capabilities" -> new LinkTarget(Kind.CAPABILITIES, address, url);
            case "vosi#availability" -> new LinkTarget(Kind.AVAILABILITY, address, url);
            case "vosi#tables", "vosi#tables-1.1" -> new LinkTarget(Kind.TABLES, address, url);
            // The root of a TAP service need not answer (TAP 1.1, section 2).
            case "tap", "tap#aux" ->
                new LinkTarget(Kind.CAPABILITIES, address.replaceAll("/+$", "") + "/capabilities", url);
            case "registry" -> new LinkTarget(Kind.ACCESS, withQuery(address, "verb=Identify"), url);
            case "conesearch" ->
                capability.first("testQuery").isPresent()
                        ? new LinkTarget(Kind.CONE, withQuery(address, coneQuery(capability)), url)
                        : new LinkTarget(Kind.BASE, address, url);
            default ->
                face.says("testQuery")
                        ? new LinkTarget(
                                Kind.ACCESS,
                                withQuery(address, face.text("testQuery").replace(" ", "%20")),
                                url)
                        : new LinkTarget(url.attribute("use").equals("base") ? Kind.BASE : Kind.ACCESS, address, url);
        };
    }

    private static String coneQuery(RecordElement capability) {
        RecordElement query = capability.first("testQuery").orElseThrow();
        String extras = query.text("extras");
        return "RA=" + encoded(query.text("ra")) + "&DEC=" + encoded(query.text("dec")) + "&SR="
                + encoded(query.text("sr")) + (extras.isEmpty() ? "" : "&" + extras.replace(" ", "%20"));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static String withQuery(String address, String query) {
        String joint = address.endsWith("?") || address.endsWith("&") ? "" : address.contains("?") ? "&" : "?";
        return address + joint + query;
    }
}
