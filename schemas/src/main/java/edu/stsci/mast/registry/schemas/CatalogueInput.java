package edu.stsci.mast.registry.schemas;

import java.io.InputStream;
import java.io.Reader;
import org.w3c.dom.ls.LSInput;

/** One schema of the catalogue in the form in which the schema compiler asks for it; it cannot be changed. */
record CatalogueInput(String publicId, String systemId, InputStream stream) implements LSInput {
    @Override
    public InputStream getByteStream() {
        return stream;
    }

    @Override
    public String getSystemId() {
        return systemId;
    }

    @Override
    public String getPublicId() {
        return publicId;
    }

    @Override
    public Reader getCharacterStream() {
        return null;
    }

    @Override
    public String getStringData() {
        return null;
    }

    @Override
    public String getBaseURI() {
        return null;
    }

    @Override
    public String getEncoding() {
        return null;
    }

    @Override
    public boolean getCertifiedText() {
        return false;
    }

    @Override
    public void setByteStream(InputStream value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setCharacterStream(Reader value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setStringData(String value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setSystemId(String value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setPublicId(String value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setBaseURI(String value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setEncoding(String value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setCertifiedText(boolean value) {
        throw new UnsupportedOperationException();
    }
}
