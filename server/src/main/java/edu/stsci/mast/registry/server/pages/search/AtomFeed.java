package edu.stsci.mast.registry.server.pages.search;

import edu.stsci.mast.registry.search.Hit;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Resources as a feed (RFC 4287). */
final class AtomFeed {
    private static final String NAMESPACE = "http://www.w3.org/2005/Atom";

    private AtomFeed() {}

    /**
     * Writes a feed.
     *
     * @param hits the newest first
     * @param title what the feed is about
     * @param registry the registry's name
     * @param url the registry's address, without a slash at the end
     * @param self the feed's path and query
     * @param page those of the page for people
     */
    static void write(
            List<Hit> hits, String title, String registry, String url, String self, String page, OutputStream out)
            throws XMLStreamException {
        XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out, "UTF-8");
        xml.setDefaultNamespace(NAMESPACE);
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("feed");
        xml.writeDefaultNamespace(NAMESPACE);
        text(xml, "title", title);
        text(xml, "id", url + self);
        link(xml, "self", "application/atom+xml", url + self);
        link(xml, "alternate", "text/html", url + page);
        text(
                xml,
                "updated",
                hits.stream()
                        .flatMap(hit -> hit.updated().stream())
                        .max(Instant::compareTo)
                        .orElse(Instant.EPOCH)
                        .toString());
        author(xml, registry);
        for (Hit hit : hits) {
            xml.writeStartElement("entry");
            text(xml, "title", hit.title().isEmpty() ? hit.ivoid().toString() : hit.title());
            text(xml, "id", hit.ivoid().toString());
            link(xml, "alternate", "text/html", url + "/resource/" + hit.ivoid().withoutScheme());
            text(xml, "updated", hit.updated().orElse(Instant.EPOCH).toString());
            author(xml, hit.publisher().isEmpty() ? registry : hit.publisher());
            text(xml, "summary", hit.description());
            for (String subject : hit.subjects()) {
                xml.writeEmptyElement("category");
                xml.writeAttribute("term", subject);
            }
            xml.writeEndElement();
        }
        xml.writeEndDocument();
        xml.flush();
    }

    private static void text(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    private static void link(XMLStreamWriter xml, String rel, String type, String href) throws XMLStreamException {
        xml.writeEmptyElement("link");
        xml.writeAttribute("rel", rel);
        xml.writeAttribute("type", type);
        xml.writeAttribute("href", href);
    }

    private static void author(XMLStreamWriter xml, String name) throws XMLStreamException {
        xml.writeStartElement("author");
        text(xml, "name", name);
        xml.writeEndElement();
    }
}
