package edu.stsci.mast.registry.oai;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.schemas.SchemaValidator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.xmlunit.builder.Input;
import org.xmlunit.util.Convert;
import org.xmlunit.xpath.JAXPXPathEngine;

/** A response as a harvester gets it. It is checked against the official schemas when it is made. */
final class Reply {
    static final Map<String, String> NAMESPACES = Map.of(
            "oai", "http://www.openarchives.org/OAI/2.0/",
            "friends", "http://www.openarchives.org/OAI/2.0/friends/",
            "datacite", "http://datacite.org/schema/kernel-4",
            "oai_dc", "http://www.openarchives.org/OAI/2.0/oai_dc/",
            "dc", "http://purl.org/dc/elements/1.1/",
            "ri", "http://www.ivoa.net/xml/RegistryInterface/v1.0",
            "xsi", "http://www.w3.org/2001/XMLSchema-instance");

    /** What the validator says of the two containers whose schemas it does not have; anything else is a fault. */
    private static final String WITHOUT_SCHEMA =
            ".*no declaration can be found for element '(oai_datacite:oai_datacite|friends:friends)'.";

    private final byte[] bytes;
    private final JAXPXPathEngine xpath = new JAXPXPathEngine();
    private final Node document;

    private Reply(byte[] bytes) {
        this.bytes = bytes;
        this.document = Convert.toNode(Input.fromByteArray(bytes).build());
        xpath.setNamespaceContext(NAMESPACES);
    }

    static Reply of(OaiResponse response) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            response.writeTo(bytes);
            assertThat(SchemaValidator.shared().validate(new ByteArrayInputStream(bytes.toByteArray())))
                    .as("%s", bytes)
                    .allSatisfy(problem -> assertThat(problem.message()).matches(WITHOUT_SCHEMA));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (XMLStreamException e) {
            throw new AssertionError(bytes.toString(StandardCharsets.UTF_8), e);
        }
        Reply reply = new Reply(bytes.toByteArray());
        assertThat(response.isError()).isEqualTo(!reply.errorCodes().isEmpty());
        return reply;
    }

    byte[] bytes() {
        return bytes;
    }

    /** The value of an XPath expression; empty when it finds nothing. */
    String value(String expression) {
        return xpath.evaluate(expression, document);
    }

    /** The text of all nodes that an XPath expression finds. */
    List<String> values(String expression) {
        List<String> texts = new ArrayList<>();
        for (Node node : nodes(expression)) {
            texts.add(node.getTextContent());
        }
        return texts;
    }

    List<Node> nodes(String expression) {
        List<Node> nodes = new ArrayList<>();
        xpath.selectNodes(expression, document).forEach(nodes::add);
        return nodes;
    }

    /** The root element of a document. */
    static Node element(byte[] document) {
        return ((Document) Convert.toNode(Input.fromByteArray(document).build())).getDocumentElement();
    }

    List<String> errorCodes() {
        return values("/oai:OAI-PMH/oai:error/@code");
    }

    /** The messages of all errors, one a line. */
    String messages() {
        return String.join("\n", values("/oai:OAI-PMH/oai:error"));
    }

    List<String> identifiers() {
        return values("//oai:header/oai:identifier");
    }

    List<String> requestAttributes() {
        return nodes("/oai:OAI-PMH/oai:request/@*").stream()
                .map(Node::getNodeName)
                .sorted()
                .toList();
    }

    /** The token to go on with; empty when there is none. */
    String token() {
        return value("//oai:resumptionToken");
    }

    String responseDate() {
        return value("/oai:OAI-PMH/oai:responseDate");
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
