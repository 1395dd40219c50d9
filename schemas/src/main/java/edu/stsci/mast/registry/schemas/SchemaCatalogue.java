package edu.stsci.mast.registry.schemas;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.ls.LSInput;
import org.xml.sax.SAXException;

/**
 * The official schemas by namespace, read from the class path. Nothing here ever opens a network connection: a schema that is not in the
 * catalogue is an error.
 */
public final class SchemaCatalogue {
    private static final String FOLDER = "/schema/";

    private SchemaCatalogue() {}

    /** The bytes of the schema of a namespace, for those who want to serve or show it. The caller closes the stream. */
    public static InputStream open(VoNamespace namespace) {
        String file = namespace
                .schemaFile()
                .orElseThrow(() -> new IllegalArgumentException(namespace.uri() + " has no schema of its own"));
        return namespace == VoNamespace.DOC_1 ? renamed(file, VoNamespace.DOC, namespace) : openFile(file);
    }

    /** A schema for a second name of its namespace. */
    private static InputStream renamed(String file, VoNamespace from, VoNamespace to) {
        try (InputStream original = openFile(file)) {
            String text = new String(original.readAllBytes(), StandardCharsets.UTF_8);
            return new ByteArrayInputStream(
                    text.replace('"' + from.uri() + '"', '"' + to.uri() + '"').getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compiles all schemas of the catalogue into one grammar; this takes about a second, so do it once. */
    static Schema compile() {
        SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        try {
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            // The resolver below answers before any access is made; what it does not know must not be fetched.
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setResourceResolver(SchemaCatalogue::resolve);
            List<Source> sources = Arrays.stream(VoNamespace.values())
                    .filter(ns -> ns.schemaFile().isPresent())
                    .<Source>map(ns -> new StreamSource(open(ns), systemId(ns)))
                    .toList();
            return factory.newSchema(sources.toArray(Source[]::new));
        } catch (SAXException e) {
            throw new IllegalStateException("The official schemas do not compile: " + e.getMessage(), e);
        }
    }

    private static LSInput resolve(String type, String namespace, String publicId, String systemId, String baseUri) {
        String file = VoNamespace.ofUri(namespace == null ? "" : namespace)
                .flatMap(VoNamespace::schemaFile)
                .orElseGet(() -> XMLConstants.XML_NS_URI.equals(namespace) ? "xml.xsd" : lastSegment(systemId));
        return new CatalogueInput(publicId, systemId(file), openFile(file));
    }

    private static String lastSegment(String systemId) {
        return systemId == null ? "" : systemId.substring(systemId.lastIndexOf('/') + 1);
    }

    private static InputStream openFile(String file) {
        InputStream stream = SchemaCatalogue.class.getResourceAsStream(FOLDER + file);
        if (stream == null) {
            throw new IllegalArgumentException("No schema " + file + " in the catalogue");
        }
        return stream;
    }

    private static String systemId(VoNamespace namespace) {
        String id = systemId(namespace.schemaFile().orElseThrow());
        return namespace == VoNamespace.DOC_1 ? id + "#" + namespace.name() : id;
    }

    private static String systemId(String file) {
        URL url = SchemaCatalogue.class.getResource(FOLDER + file);
        if (url == null) {
            throw new UncheckedIOException(new IOException("No schema " + file + " in the catalogue"));
        }
        return url.toString();
    }
}
