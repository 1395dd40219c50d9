package edu.stsci.mast.registry.server.pages;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.io.StringWriter;
import javax.xml.XMLConstants;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Templates;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;

/** XML for people to read: each element on a line of its own, indented by its depth. */
final class IndentedXml {
    // The white space between elements goes, what is in text stays.
    private static final String STYLE = """
            <xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
            <xsl:strip-space elements="*"/>
            <xsl:template match="@*|node()"><xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy></xsl:template>
            </xsl:stylesheet>""";

    private static final Templates COMPILED = compiled();

    private IndentedXml() {}

    /** A well-formed document in UTF-8 as text, without an XML declaration. */
    static String of(byte[] document) {
        try {
            Transformer transformer = COMPILED.newTransformer();
            transformer.setOutputProperty(OutputKeys.INDENT, "yes");
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            StringWriter text = new StringWriter();
            transformer.transform(new StreamSource(new ByteArrayInputStream(document)), new StreamResult(text));
            return text.toString();
        } catch (TransformerException e) {
            throw new IllegalStateException("A stored document is not well-formed: " + e.getMessage(), e);
        }
    }

    private static Templates compiled() {
        try {
            TransformerFactory factory = TransformerFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_STYLESHEET, "");
            return factory.newTemplates(new StreamSource(new StringReader(STYLE)));
        } catch (TransformerException e) {
            throw new IllegalStateException("The style sheet is one that every Java can compile", e);
        }
    }
}
