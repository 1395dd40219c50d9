package edu.stsci.mast.registry.schemas;

import javax.xml.stream.XMLStreamReader;
import org.xml.sax.Attributes;

/** The attributes of the start tag at which a StAX reader stands, as SAX wants them; always those of the present event. */
record StreamAttributes(XMLStreamReader in) implements Attributes {
    @Override
    public int getLength() {
        return in.getAttributeCount();
    }

    @Override
    public String getURI(int index) {
        String uri = in.getAttributeNamespace(index);
        return uri == null ? "" : uri;
    }

    @Override
    public String getLocalName(int index) {
        return in.getAttributeLocalName(index);
    }

    @Override
    public String getQName(int index) {
        String prefix = in.getAttributePrefix(index);
        return prefix == null || prefix.isEmpty() ? getLocalName(index) : prefix + ":" + getLocalName(index);
    }

    @Override
    public String getType(int index) {
        return "CDATA";
    }

    @Override
    public String getValue(int index) {
        return in.getAttributeValue(index);
    }

    @Override
    public int getIndex(String uri, String localName) {
        for (int i = 0; i < getLength(); i++) {
            if (getLocalName(i).equals(localName) && getURI(i).equals(uri)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public int getIndex(String qName) {
        for (int i = 0; i < getLength(); i++) {
            if (getQName(i).equals(qName)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public String getType(String uri, String localName) {
        return getIndex(uri, localName) < 0 ? null : "CDATA";
    }

    @Override
    public String getType(String qName) {
        return getIndex(qName) < 0 ? null : "CDATA";
    }

    @Override
    public String getValue(String uri, String localName) {
        int index = getIndex(uri, localName);
        return index < 0 ? null : getValue(index);
    }

    @Override
    public String getValue(String qName) {
        int index = getIndex(qName);
        return index < 0 ? null : getValue(index);
    }
}
