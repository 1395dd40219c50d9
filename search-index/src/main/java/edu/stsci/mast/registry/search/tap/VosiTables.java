package edu.stsci.mast.registry.search.tap;

import edu.stsci.mast.registry.schemas.VoNamespace;
import edu.stsci.mast.registry.search.adql.AdqlType;
import edu.stsci.mast.registry.search.adql.CatalogueColumn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/** The VOSI tables of a service (VOSI 1.1, section 2.4): all of them, with or without their columns, or one. */
public final class VosiTables {
    private static final VoNamespace[] NAMESPACES = {VoNamespace.VS, VoNamespace.XSI};

    private final List<PublishedSchema> schemas;

    /** The tables of these schemas. */
    public VosiTables(List<PublishedSchema> schemas) {
        this.schemas = List.copyOf(schemas);
    }

    /**
     * The document with all tables.
     *
     * @param columns whether they have their columns ({@code detail=max}) or not ({@code detail=min})
     */
    public byte[] all(boolean columns) {
        return XmlOutput.document(VoNamespace.VOSI_TABLES, "tableset", NAMESPACES, xml -> {
            for (PublishedSchema schema : schemas) {
                xml.element("schema", () -> {
                    xml.text("name", schema.name());
                    xml.text("description", schema.description());
                    xml.text("utype", schema.utype());
                    for (PublishedTable table : schema.tables()) {
                        xml.element("table", () -> content(xml, table, columns), "type", type(table));
                    }
                });
            }
        });
    }

    /** The document with one table, named as queries name it in any case; empty when there is none. */
    public Optional<byte[]> one(String name) {
        return schemas.stream()
                .flatMap(schema -> schema.tables().stream())
                .filter(table -> table.table().qualifiedName().equalsIgnoreCase(name))
                .findFirst()
                .map(table -> XmlOutput.document(VoNamespace.VOSI_TABLES, "table", NAMESPACES, xml -> {
                    xml.attribute("type", type(table));
                    content(xml, table, true);
                }));
    }

    private static String type(PublishedTable table) {
        return table.view() ? "view" : "table";
    }

    private static void content(XmlOutput xml, PublishedTable table, boolean columns) throws XMLStreamException {
        xml.text("name", table.table().qualifiedName());
        xml.text("description", table.description());
        xml.text("utype", table.utype());
        if (!columns) {
            return;
        }
        for (CatalogueColumn column : table.table().columns()) {
            xml.element(
                    "column",
                    () -> column(xml, table, column),
                    "std",
                    table.standard().contains(column.name()) ? "true" : null);
        }
        for (PublishedTable.Key key : table.keys()) {
            xml.element("foreignKey", () -> {
                xml.text("targetTable", key.target());
                for (Map.Entry<String, String> pair : key.columns().entrySet()) {
                    xml.element("fkColumn", () -> {
                        xml.text("fromColumn", pair.getKey());
                        xml.text("targetColumn", pair.getValue());
                    });
                }
            });
        }
    }

    private static void column(XmlOutput xml, PublishedTable table, CatalogueColumn column) throws XMLStreamException {
        xml.text("name", column.written());
        xml.text("description", column.description());
        xml.text("unit", column.unit());
        xml.text("ucd", column.ucd());
        xml.text("utype", column.utype());
        AdqlType type = column.type();
        xml.text(
                "dataType",
                type.datatype(),
                "xsi:type",
                VoNamespace.VS.prefix() + ":VOTableType",
                "arraysize",
                type.arraysize(),
                "extendedType",
                type.xtype());
        if (table.indexed().contains(column.name())) {
            xml.text("flag", "indexed");
        }
        if (table.principal().contains(column.name())) {
            xml.text("flag", "principal");
        }
        if (column.nullable()) {
            xml.text("flag", "nullable");
        }
    }
}
