package edu.stsci.mast.registry.server.checks;

import edu.stsci.mast.registry.model.RecordElement;
import edu.stsci.mast.registry.model.rules.Rule;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/**
 * What an answer means for the record that points there.
 *
 * @param rule the rule that is broken; empty when none is
 * @param sentence what is wrong and what to do; empty when nothing is
 */
record LinkVerdict(Optional<Rule> rule, String sentence) {
    private static final LinkVerdict GOOD = new LinkVerdict(Optional.empty(), "");

    static LinkVerdict of(LinkTarget target, LinkAnswer answer) {
        String address = "The address " + target.url() + " ";
        if (!answer.trouble().isEmpty()) {
            return bad(target, address + "cannot be had: " + answer.trouble() + ". Correct it, or mend the service.");
        }
        if (!answer.there() && !(target.kind() == LinkTarget.Kind.BASE && complains(answer.status()))) {
            return bad(
                    target, address + "answers with status " + answer.status() + ". Correct it, or mend the service.");
        }
        if (answer.status() < 300) {
            Optional<String> fault = fault(target.kind(), answer);
            if (fault.isPresent()) {
                return bad(target, address + fault.get());
            }
        }
        return answer.movedTo()
                .map(to -> new LinkVerdict(
                        Optional.of(Rule.LINK_06), address + "leads to " + to + " for good. Write that one."))
                .orElse(GOOD);
    }

    /** A service may answer so when its parameters are missing; that it has gone is told otherwise. */
    private static boolean complains(int status) {
        return status >= 400 && status < 500 && status != 404 && status != 410;
    }

    private static LinkVerdict bad(LinkTarget target, String sentence) {
        return new LinkVerdict(Optional.of(target.kind().rule()), sentence);
    }

    private static Optional<String> fault(LinkTarget.Kind kind, LinkAnswer answer) {
        return switch (kind) {
            case CAPABILITIES, TABLES -> xml(answer);
            case AVAILABILITY -> availability(answer);
            case CONE -> cone(answer);
            default -> Optional.empty();
        };
    }

    private static Optional<String> xml(LinkAnswer answer) {
        return answer.contentType().contains("xml")
                ? Optional.empty()
                : Optional.of("answers with the content type '" + answer.contentType()
                        + "', not with XML (text/xml). Mend the service.");
    }

    private static Optional<String> availability(LinkAnswer answer) {
        try {
            RecordElement root = RecordElement.read(answer.body());
            return root.text("available").equals("true")
                    ? Optional.empty()
                    : Optional.of("says that the service is not available"
                            + (root.says("note") ? ": " + root.text("note") : "") + ". See what is wrong with it.");
        } catch (XMLStreamException e) {
            return Optional.of("does not tell the service's availability in XML. Mend the service.");
        }
    }

    /** A VOTable without an error (Simple Cone Search 1.03, section 2): INFO or PARAM named Error, or QUERY_STATUS with the value ERROR. */
    private static Optional<String> cone(LinkAnswer answer) {
        String text = answer.text();
        if (!text.contains("VOTABLE")) {
            return Optional.of("does not answer its test query with a VOTable. Mend the service, or the test query.");
        }
        java.util.regex.Matcher error = java.util.regex.Pattern.compile(
                        "<(?:\\w+:)?(?:INFO|PARAM)\\b(?=[^>]*name\\s*=\\s*[\"'](?i:error)[\"'])[^>]*value\\s*=\\s*[\"']([^\"']*)"
                                + "|<(?:\\w+:)?INFO\\b(?=[^>]*name\\s*=\\s*[\"']QUERY_STATUS[\"'])[^>]*value\\s*=\\s*[\"']ERROR[\"'][^>]*>([^<]*)")
                .matcher(text);
        if (!error.find()) {
            return Optional.empty();
        }
        String said = error.group(1) != null ? error.group(1) : error.group(2);
        return Optional.of(
                "answers its test query with an error" + (said == null || said.isBlank() ? "" : ": " + said.strip())
                        + ". Mend the service, or the test query.");
    }
}
