package edu.stsci.mast.registry.search.regtap;

import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.schemas.VoNamespace;
import java.io.ByteArrayInputStream;
import java.util.function.Consumer;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the members of a record one after the other, so that a large one need not be in memory as a whole. For one record. */
final class MemberReader {
    private final Consumer<Member> members;
    private final XMLStreamReader in;

    private MemberReader(XMLStreamReader in, Consumer<Member> members) {
        this.in = in;
        this.members = members;
    }

    /**
     * Reads a stored document; each element right below the root is handed over as soon as it is at its end.
     *
     * @return the root element, with its attributes alone
     * @throws XMLStreamException when the document is not well-formed; what stands before the place has been handed over
     */
    static Member read(byte[] document, Consumer<Member> members) throws XMLStreamException {
        XMLStreamReader in =
                SchemaValidator.safeInputFactory().createXMLStreamReader(new ByteArrayInputStream(document));
        try {
            while (in.next() != XMLStreamReader.START_ELEMENT) {
                // to the root
            }
            MemberReader reader = new MemberReader(in, members);
            Member root = reader.begin();
            reader.readMembers();
            return root;
        } finally {
            in.close();
        }
    }

    private void readMembers() throws XMLStreamException {
        while (nextIsElement()) {
            members.accept(element());
        }
    }

    /** Whether there is an element before the end of the one that we are in. */
    private boolean nextIsElement() throws XMLStreamException {
        while (true) {
            switch (in.next()) {
                case XMLStreamReader.START_ELEMENT -> {
                    return true;
                }
                case XMLStreamReader.END_ELEMENT, XMLStreamReader.END_DOCUMENT -> {
                    return false;
                }
                default -> {}
            }
        }
    }

    /** The element at hand with all that is in it; afterwards its end is at hand. */
    private Member element() throws XMLStreamException {
        Member member = begin();
        while (true) {
            switch (in.next()) {
                case XMLStreamReader.START_ELEMENT -> member.add(element());
                case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA ->
                    member.append(in.getTextCharacters(), in.getTextStart(), in.getTextLength());
                case XMLStreamReader.END_ELEMENT -> {
                    return member;
                }
                default -> {}
            }
        }
    }

    private Member begin() {
        Member member = new Member(in.getLocalName());
        for (int i = 0; i < in.getAttributeCount(); i++) {
            boolean type = VoNamespace.XSI.uri().equals(in.getAttributeNamespace(i))
                    && in.getAttributeLocalName(i).equals("type");
            member.attribute(
                    type ? "xsi:type" : in.getAttributeLocalName(i),
                    type ? canonical(in.getAttributeValue(i)) : in.getAttributeValue(i));
        }
        return member;
    }

    /** A type's name with the prefix that RegTAP gives its namespace (RegTAP 1.2, section 5). */
    private String canonical(String type) {
        int colon = type.indexOf(':');
        if (colon < 0) {
            return type;
        }
        String uri = in.getNamespaceURI(type.substring(0, colon).strip());
        return VoNamespace.ofUri(uri)
                .map(namespace -> namespace.prefix() + type.substring(colon))
                .orElse(type);
    }
}
