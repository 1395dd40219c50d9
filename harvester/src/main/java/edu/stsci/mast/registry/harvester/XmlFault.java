package edu.stsci.mast.registry.harvester;

import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamException;

/**
 * Where and why a document cannot be read as XML.
 *
 * @param line from 1; 0 when it is not known
 * @param column from 1; 0 when it is not known
 * @param sentence what is wrong, without the place
 * @param offset the place in characters from the beginning; negative when it is not known
 */
record XmlFault(int line, int column, String sentence, long offset) {
    private static final String PREAMBLE = "Message: "; // the Java library's, after a line with the place

    static XmlFault of(XMLStreamException e) {
        Location place = e.getLocation();
        String message = String.valueOf(e.getMessage());
        int preamble = message.indexOf(PREAMBLE);
        String text = preamble >= 0 ? message.substring(preamble + PREAMBLE.length()) : message;
        int woodstoxPlace = text.indexOf("\n at [row,col");
        String sentence = (woodstoxPlace >= 0 ? text.substring(0, woodstoxPlace) : text)
                .replaceAll("\\s+", " ")
                .strip();
        return new XmlFault(
                place == null ? 0 : Math.max(place.getLineNumber(), 0),
                place == null ? 0 : Math.max(place.getColumnNumber(), 0),
                sentence,
                place == null ? -1 : place.getCharacterOffset());
    }

    /** The fault as one phrase: place and words. */
    @Override
    public String toString() {
        return line > 0 ? "line " + line + ", column " + column + ": " + sentence : sentence;
    }
}
