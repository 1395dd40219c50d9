package edu.stsci.mast.registry.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.DOMImplementation;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSInput;
import org.xml.sax.SAXException;

/** The official schemas on the class path, compiled without the project's own catalogue, so that neither hides a fault of the other. */
final class OfficialSchemas {
    private static final Schema SCHEMA = compile();

    private OfficialSchemas() {}

    /** The first problem of a document, if any. */
    static Optional<String> problem(String document) {
        try {
            SCHEMA.newValidator().validate(new StreamSource(new StringReader(document)));
            return Optional.empty();
        } catch (SAXException e) {
            return Optional.of(e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema compile() {
        try {
            SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
            DOMImplementation dom =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().getDOMImplementation();
            factory.setResourceResolver((type, namespace, publicId, systemId, base) -> {
                LSInput input = ((DOMImplementationLS) dom).createLSInput();
                String file = systemId.substring(systemId.lastIndexOf('/') + 1);
                input.setSystemId(file);
                input.setByteStream(open(file));
                return input;
            });
            return factory.newSchema(Stream.of(
                            "RegistryInterface-v1.0.xsd",
                            "VORegistry-v1.0.xsd",
                            "VODataService-v1.2.xsd",
                            "TAPRegExt-v1.0.xsd",
                            "ConeSearch-v1.0.xsd",
                            "SIA-v1.0.xsd",
                            "SIA-v1.1.xsd",
                            "SSA-v1.2.xsd",
                            "SLAP-v1.1.xsd",
                            "StandardsRegExt-1.0.xsd",
                            "DocRegExt-v1.0.xsd",
                            "OAI-PMH.xsd")
                    .map(file -> new StreamSource(open(file), file))
                    .toArray(Source[]::new));
        } catch (SAXException | ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InputStream open(String file) {
        InputStream stream = OfficialSchemas.class.getResourceAsStream("/schema/" + file);
        if (stream == null) {
            throw new IllegalStateException("No schema " + file + " on the class path");
        }
        return stream;
    }
}
