package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.ResourceDocument;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.schemas.VoNamespace;
import java.io.ByteArrayInputStream;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Where a registry can be harvested, by its own record (VORegistry 1.0, section 3.2: {@code vg:Harvest}, {@code vg:OAIHTTP}). */
final class HarvestInterface {
    private HarvestInterface() {}

    /**
     * The address of the OAI-PMH interface, a standard one ({@code role="std"}) before others; empty when the record has none.
     *
     * @param registry a {@code vg:Registry} record
     */
    static Optional<String> urlOf(ResourceDocument registry) {
        try {
            XMLStreamReader in =
                    SchemaValidator.safeInputFactory().createXMLStreamReader(new ByteArrayInputStream(registry.xml()));
            try {
                return read(in);
            } finally {
                in.close();
            }
        } catch (XMLStreamException e) {
            throw new IllegalStateException("The registry's documents are well-formed", e);
        }
    }

    private static Optional<String> read(XMLStreamReader in) throws XMLStreamException {
        Optional<String> other = Optional.empty();
        boolean harvest = false;
        boolean oai = false;
        boolean standard = false;
        while (in.hasNext()) {
            int event = in.next();
            if (event == XMLStreamReader.END_ELEMENT) {
                harvest &= !in.getLocalName().equals("capability");
                oai &= !in.getLocalName().equals("interface");
            }
            if (event != XMLStreamReader.START_ELEMENT) {
                continue;
            }
            switch (in.getLocalName()) {
                case "capability" -> harvest = hasType(in, "Harvest");
                case "interface" -> {
                    oai = harvest && hasType(in, "OAIHTTP");
                    standard = "std".equals(in.getAttributeValue(null, "role"));
                }
                case "accessURL" -> {
                    if (oai) {
                        Optional<String> url =
                                Optional.of(in.getElementText().strip()).filter(text -> !text.isEmpty());
                        if (standard && url.isPresent()) {
                            return url;
                        }
                        other = other.isPresent() ? other : url;
                    }
                }
                default -> {}
            }
        }
        return other;
    }

    /** Prefixes are not looked at: records with a wrong one are meant all the same. */
    private static boolean hasType(XMLStreamReader in, String localName) {
        String type = in.getAttributeValue(VoNamespace.XSI.uri(), "type");
        return type != null && type.strip().replaceFirst("^.*:", "").equals(localName);
    }
}
