package edu.stsci.mast.registry.bench;

import com.ctc.wstx.stax.WstxInputFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The least that any harvester has to do: asks for a list's pages one after the other, and reads their XML from one end to the other. */
final class PageParser {
    private final XMLInputFactory factory = new WstxInputFactory();
    private int records;
    private String token;

    /**
     * Reads a whole list.
     *
     * @return how many records it has
     * @throws IOException also when a page is not XML
     */
    int read(HttpReader reader, String base) throws IOException {
        records = 0;
        String first = base + "?verb=ListRecords&metadataPrefix=ivo_vor";
        String next = first;
        while (next != null) {
            ByteArrayOutputStream page = new ByteArrayOutputStream(4 << 20);
            reader.get(next, (bytes, length) -> page.write(bytes, 0, length));
            try {
                parse(page.toByteArray());
            } catch (XMLStreamException e) {
                throw new IOException(next + " is not XML", e);
            }
            next = token.isEmpty()
                    ? null
                    : base + "?verb=ListRecords&resumptionToken=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
        }
        return records;
    }

    private void parse(byte[] page) throws XMLStreamException {
        token = "";
        XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(page));
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                if (xml.getLocalName().equals("record")) {
                    records++;
                } else if (xml.getLocalName().equals("resumptionToken")) {
                    token = xml.getElementText().strip();
                }
            }
        }
        xml.close();
    }
}
