package edu.stsci.mast.registry.model.editing;

import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Tells which elements findings are about: they name a line and column, or only a path without numbers. */
final class FindingPlaces {
    private record Position(int line, int column) {}

    private final Map<Position, FieldPath> byPosition = new HashMap<>();
    /** The first element of each path of local names below the root. */
    private final Map<String, FieldPath> firstByNames = new HashMap<>();

    private FindingPlaces() {}

    static FindingPlaces of(byte[] document) {
        FindingPlaces places = new FindingPlaces();
        try {
            places.read(SchemaValidator.safeInputFactory().createXMLStreamReader(new ByteArrayInputStream(document)));
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException("The document is not well-formed: " + e.getMessage(), e);
        }
        return places;
    }

    private void read(XMLStreamReader in) throws XMLStreamException {
        Deque<FieldPath> open = new ArrayDeque<>();
        Deque<Map<String, Integer>> counts = new ArrayDeque<>();
        List<String> names = new ArrayList<>();
        while (in.hasNext()) {
            int event = in.next();
            Position position = new Position(
                    in.getLocation().getLineNumber(), in.getLocation().getColumnNumber());
            if (event == XMLStreamConstants.START_ELEMENT) {
                String name = in.getLocalName();
                FieldPath path = open.isEmpty()
                        ? FieldPath.ROOT
                        : open.peek().child(name, counts.peek().merge(name, 1, Integer::sum));
                open.push(path);
                counts.push(new HashMap<>());
                names.add(name);
                byPosition.put(position, path);
                firstByNames.putIfAbsent(String.join("/", names), path);
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                byPosition.put(position, open.pop());
                counts.pop();
                names.remove(names.size() - 1);
            }
        }
        in.close();
    }

    private FieldPath place(Finding finding) {
        FieldPath exact = byPosition.get(new Position(finding.line(), finding.column()));
        return exact != null ? exact : firstByNames.getOrDefault(finding.element(), FieldPath.ROOT);
    }

    /**
     * The findings by the place in a form that shows them: that of their element, else that of the nearest one around which has one.
     *
     * @param shown the places of the form, which include the root's
     */
    Map<FieldPath, List<Finding>> byPlace(List<Finding> findings, Collection<FieldPath> shown) {
        Map<FieldPath, List<Finding>> all = new LinkedHashMap<>();
        for (Finding finding : findings) {
            FieldPath at = place(finding);
            while (!shown.contains(at) && !at.equals(FieldPath.ROOT)) {
                at = at.parent();
            }
            all.computeIfAbsent(at, path -> new ArrayList<>()).add(finding);
        }
        return all;
    }
}
