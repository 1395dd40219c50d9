package edu.stsci.mast.registry.server.nvo;

import edu.stsci.mast.registry.server.pages.Element;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The old interface's table: VOTable 1.1 with the fields that scripts know, written row by row. Lists begin and end with {@code #}, which
 * also separates their items; what is said of interfaces in a row of a resource are lists with one item for each interface.
 */
final class NvoTable {
    private static final String NAMESPACE = "http://www.ivoa.net/xml/VOTable/v1.1";
    private static final int ARCSECONDS = 3600;

    private final XMLStreamWriter xml;
    private final NvoQuestion.Rows rows;

    private record Field(String id, String name, String datatype, String unit, String ucd) {
        static Field text(String id, String name) {
            return new Field(id, name, "char", null, null);
        }
    }

    private static List<Field> fields(NvoQuestion.Rows rows) {
        List<Field> fields = new ArrayList<>(List.of(
                Field.text("tags", "categories"),
                Field.text("shortName", "shortName"),
                Field.text("title", "title"),
                Field.text("description", "description"),
                Field.text("publisher", "publisher"),
                Field.text("waveband", "waveband"),
                new Field("identifier", "identifier", "char", null, "ID_MAIN"),
                Field.text("updated", "descriptionUpdated"),
                Field.text("subject", "subject"),
                Field.text("type", "type"),
                Field.text("contentLevel", "contentLevel"),
                new Field("regionOfRegard", "typicalRegionSize", "int", "arcsec", null),
                Field.text("version", "version"),
                rows == NvoQuestion.Rows.RESOURCES
                        ? Field.text("capabilityName", "capabilityName")
                        : Field.text("resourceID", "resourceID"),
                Field.text("capabilityClass", "capabilityClass"),
                Field.text("capabilityStandardID", "capabilityStandardID"),
                Field.text("capabilityValidationLevel", "capabilityValidationLevel"),
                Field.text("interfaceClass", "interfaceClass"),
                Field.text("interfaceVersion", "interfaceVersion"),
                Field.text("interfaceRole", "interfaceRole"),
                Field.text("accessURL", "accessURL")));
        // In a row of a resource these are lists as well.
        boolean lists = rows == NvoQuestion.Rows.RESOURCES;
        fields.add(new Field("maxRadius", "maxSearchRadius", lists ? "char" : "float", null, null));
        fields.add(new Field("maxRecords", "maxRecords", lists ? "char" : "int", null, null));
        fields.add(Field.text("publisherID", "publisherIdentifier"));
        fields.add(Field.text("referenceURL", "referenceURL"));
        return fields;
    }

    private static final List<String> OF_INTERFACES = List.of(
            "capabilityName",
            "capabilityClass",
            "capabilityStandardID",
            "capabilityValidationLevel",
            "interfaceClass",
            "interfaceVersion",
            "interfaceRole",
            "accessURL",
            "maxRadius",
            "maxRecords");

    private NvoTable(XMLStreamWriter xml, NvoQuestion.Rows rows) {
        this.xml = xml;
        this.rows = rows;
    }

    /** Writes the document up to the first row. */
    static NvoTable begin(OutputStream out, NvoQuestion.Rows rows) throws XMLStreamException {
        XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out, "UTF-8");
        begin(xml);
        xml.writeStartElement("RESOURCE");
        xml.writeAttribute("name", "Search Results");
        xml.writeAttribute("type", "results");
        xml.writeStartElement("TABLE");
        xml.writeAttribute("name", "results");
        for (Field field : fields(rows)) {
            xml.writeEmptyElement("FIELD");
            xml.writeAttribute("ID", field.id());
            xml.writeAttribute("name", field.name());
            xml.writeAttribute("datatype", field.datatype());
            if (field.datatype().equals("char")) {
                xml.writeAttribute("arraysize", "*");
            }
            attribute(xml, "unit", field.unit());
            attribute(xml, "ucd", field.ucd());
        }
        if (rows == NvoQuestion.Rows.RESOURCES) {
            interfaceGroup(xml);
        }
        xml.writeStartElement("DATA");
        xml.writeStartElement("TABLEDATA");
        return new NvoTable(xml, rows);
    }

    private static void begin(XMLStreamWriter xml) throws XMLStreamException {
        xml.setDefaultNamespace(NAMESPACE);
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("VOTABLE");
        xml.writeDefaultNamespace(NAMESPACE);
        xml.writeAttribute("version", "1.1");
        xml.writeStartElement("DESCRIPTION");
        xml.writeCharacters("Registry Search Results");
        xml.writeEndElement();
    }

    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        if (value != null) {
            xml.writeAttribute(name, value);
        }
    }

    private static void interfaceGroup(XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement("GROUP");
        xml.writeAttribute("ID", "interfaces");
        xml.writeAttribute("name", "interfaces");
        xml.writeStartElement("DESCRIPTION");
        xml.writeCharacters("Lists with one item for each interface, in the same order. # begins, separates and ends.");
        xml.writeEndElement();
        for (String id : OF_INTERFACES) {
            xml.writeEmptyElement("FIELDref");
            xml.writeAttribute("ref", id);
        }
        xml.writeEndElement();
    }

    /** A document that says why there is no table: as the name of a resource {@code ERROR}, where scripts look, and as later VOTables do. */
    static void error(OutputStream out, String message) throws XMLStreamException {
        XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out, "UTF-8");
        begin(xml);
        xml.writeStartElement("RESOURCE");
        xml.writeAttribute("ID", "ERROR");
        xml.writeAttribute("name", message);
        xml.writeAttribute("type", "results");
        xml.writeEmptyElement("INFO");
        xml.writeAttribute("name", "QUERY_STATUS");
        xml.writeAttribute("value", "ERROR");
        xml.writeEndDocument();
        xml.flush();
    }

    /** Writes the rows of a record. */
    void write(Element resource) throws XMLStreamException {
        List<Element> capabilities = resource.all("capability");
        if (rows == NvoQuestion.Rows.RESOURCES) {
            row(resource, NvoTags.of(resource), resource.text("content/description"), () -> {
                lists(capabilities);
            });
            return;
        }
        boolean any = false;
        for (Element capability : capabilities) {
            for (Element face : capability.all("interface")) {
                any = true;
                row(resource, NvoTags.of(resource), description(resource, capability), () -> {
                    cell(resource.text("identifier"));
                    cell(local(capability.attribute("type")));
                    cell(capability.attribute("standardID"));
                    cell(capability.text("validationLevel"));
                    cell(local(face.attribute("type")));
                    cell(face.attribute("version"));
                    cell(face.attribute("role"));
                    cell(accessUrl(face));
                    cell(maxRadius(capability));
                    cell(capability.text("maxRecords"));
                });
            }
        }
        if (!any) {
            Element first = capabilities.isEmpty() ? null : capabilities.get(0);
            row(resource, NvoTags.of(resource), resource.text("content/description"), () -> {
                cell(resource.text("identifier"));
                cell(first == null ? "" : local(first.attribute("type")));
                cell(first == null ? "" : first.attribute("standardID"));
                cell(first == null ? "" : first.text("validationLevel"));
                for (int i = 0; i < 6; i++) {
                    cell("");
                }
            });
        }
    }

    /** Writes the cells in the middle of a row, which are about its capabilities and interfaces. */
    @FunctionalInterface
    private interface Middle {
        void write() throws XMLStreamException;
    }

    private void row(Element resource, String tags, String description, Middle middle) throws XMLStreamException {
        xml.writeStartElement("TR");
        cell(tags);
        cell(resource.text("shortName"));
        cell(resource.text("title"));
        cell(description);
        cell(resource.text("curation/publisher"));
        cell(list(resource.texts("coverage/waveband")));
        cell(resource.text("identifier"));
        cell(resource.attribute("updated"));
        cell(list(resource.texts("content/subject")));
        cell(list(resource.texts("content/type")));
        cell(list(resource.texts("content/contentLevel")));
        cell(regionOfRegard(resource));
        cell(resource.text("curation/version"));
        middle.write();
        cell(resource.all("curation/publisher").stream()
                .findFirst()
                .map(publisher -> publisher.attribute("ivo-id"))
                .orElse(""));
        cell(resource.text("content/referenceURL"));
        xml.writeEndElement();
    }

    private void lists(List<Element> capabilities) throws XMLStreamException {
        List<String> names = new ArrayList<>();
        List<String> classes = new ArrayList<>();
        List<String> standards = new ArrayList<>();
        List<String> levels = new ArrayList<>();
        List<String> interfaces = new ArrayList<>();
        List<String> versions = new ArrayList<>();
        List<String> roles = new ArrayList<>();
        List<String> urls = new ArrayList<>();
        List<String> radii = new ArrayList<>();
        List<String> records = new ArrayList<>();
        int number = 0;
        for (Element capability : capabilities) {
            number++;
            List<Element> faces = capability.all("interface");
            for (int i = 0; i < Math.max(1, faces.size()); i++) {
                Element face = faces.isEmpty() ? null : faces.get(i);
                // Of several interfaces, only the standard's has what the capability says of the standard.
                boolean standard = faces.size() <= 1 || face.attribute("role").startsWith("std");
                names.add(Integer.toString(number));
                classes.add(standard ? local(capability.attribute("type")) : "");
                standards.add(standard ? capability.attribute("standardID") : "");
                levels.add(standard ? capability.text("validationLevel") : "");
                interfaces.add(face == null ? "" : local(face.attribute("type")));
                versions.add(face == null ? "" : face.attribute("version"));
                roles.add(face == null ? "" : face.attribute("role"));
                urls.add(face == null ? "" : accessUrl(face));
                radii.add(maxRadius(capability));
                records.add(capability.text("maxRecords"));
            }
        }
        for (List<String> list :
                List.of(names, classes, standards, levels, interfaces, versions, roles, urls, radii, records)) {
            cell(list(list));
        }
    }

    /** What the resource is, and what the capability is for. */
    private static String description(Element resource, Element capability) {
        String description = resource.text("content/description");
        String details = capability.text("description");
        return details.isEmpty() ? description : description + "\n\nService details: " + details;
    }

    /** Standard services' addresses end so that parameters can be put behind them. */
    private static String accessUrl(Element face) {
        String url = face.text("accessURL");
        boolean takesParameters = local(face.attribute("type")).equals("ParamHTTP")
                && face.attribute("role").startsWith("std")
                && !url.isEmpty();
        return !takesParameters || url.endsWith("?") || url.endsWith("&") ? url : url + (url.contains("?") ? "&" : "?");
    }

    private static String maxRadius(Element capability) {
        String radius = capability.text("maxSR");
        return radius.isEmpty() ? capability.text("maxSearchRadius") : radius;
    }

    /** In arcseconds; VODataService has degrees. */
    private static String regionOfRegard(Element resource) {
        try {
            String degrees = resource.text("coverage/regionOfRegard");
            return degrees.isEmpty() ? "" : Long.toString(Math.round(Double.parseDouble(degrees) * ARCSECONDS));
        } catch (NumberFormatException e) {
            return "";
        }
    }

    private static String list(List<String> items) {
        return items.isEmpty() ? "" : "#" + String.join("#", items) + "#";
    }

    /** A type's name without its prefix. */
    static String local(String type) {
        return type.substring(type.indexOf(':') + 1);
    }

    private void cell(String value) throws XMLStreamException {
        if (value.isEmpty()) {
            xml.writeEmptyElement("TD");
        } else {
            xml.writeStartElement("TD");
            xml.writeCharacters(value);
            xml.writeEndElement();
        }
    }

    /** Ends the document; {@code overflow} is whether resources were left out. */
    void end(boolean overflow) throws XMLStreamException {
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndElement();
        if (overflow) {
            xml.writeEmptyElement("INFO");
            xml.writeAttribute("name", "QUERY_STATUS");
            xml.writeAttribute("value", "OVERFLOW");
        }
        xml.writeEndDocument();
        xml.flush();
    }
}
