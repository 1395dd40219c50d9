package edu.stsci.mast.registry.search.regtap;

import static edu.stsci.mast.registry.search.regtap.Terms.lower;

import edu.stsci.mast.registry.search.adql.geometry.Sky;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;

/**
 * The rows that one record has in the tables, by the ingestion rules of RegTAP 1.2, section 8. Elements are found by their local names, so
 * that records that break their schemas still give what they have. For one record.
 */
final class RecordRows {
    private static final Set<String> DETAILS = RegtapSchema.text("details.txt")
            .lines()
            .filter(line -> line.startsWith("/"))
            .collect(Collectors.toUnmodifiableSet());

    private final Map<String, List<Object[]>> rows = new LinkedHashMap<>();
    private final String ivoid;
    private final Resource resource = new Resource();
    private final List<String> wavebands = new ArrayList<>();
    private int capabilities;
    private int interfaces;
    private int schemas;
    private int tables;

    /** What the row in {@code resource} is made of, from several members. */
    private static final class Resource {
        String shortName;
        String title;
        String contentLevel;
        String description;
        String referenceUrl;
        String creators;
        String contentType;
        String sourceFormat;
        String sourceValue;
        String version;
        Double regionOfRegard;
        String waveband;
        String rights;
        String rightsUri;
    }

    private RecordRows(String ivoid) {
        this.ivoid = ivoid;
    }

    /**
     * The rows of a record.
     *
     * @param ivoid its IVOID in lower case
     * @return table to rows, the values of each in the order of the table's columns
     * @throws XMLStreamException when the document is not well-formed, which stored ones are
     */
    static Map<String, List<Object[]>> of(String ivoid, byte[] document) throws XMLStreamException {
        RecordRows record = new RecordRows(ivoid);
        Member root = MemberReader.read(document, record::add);
        record.addResource(root);
        return record.rows;
    }

    private void row(String table, Object... values) {
        rows.computeIfAbsent(table, name -> new ArrayList<>()).add(values);
    }

    private void addResource(Member root) {
        Resource r = resource;
        row(
                "resource",
                ivoid,
                lower(root.attribute("xsi:type")),
                Timestamps.of(root.attribute("created")),
                r.shortName,
                r.title,
                Timestamps.of(root.attribute("updated")),
                r.contentLevel,
                r.description,
                r.referenceUrl,
                r.creators,
                r.contentType,
                r.sourceFormat,
                r.sourceValue,
                r.version,
                r.regionOfRegard,
                r.waveband,
                r.rights,
                r.rightsUri);
    }

    private void add(Member member) {
        switch (member.name()) {
            case "shortName" -> resource.shortName = first(resource.shortName, member.text());
            case "title" -> resource.title = first(resource.title, member.text());
            case "rights" -> rights(member);
            case "curation" -> curation(member);
            case "content" -> content(member);
            case "coverage" -> coverage(member);
            case "capability" -> capability(member);
            case "validationLevel" -> validation(member, null);
            case "altIdentifier" -> alternative(member.text());
            case "tableset" -> member.children("schema").forEach(this::schema);
            case "table" -> table(member, null);
            default -> {}
        }
        details("", member, null);
    }

    private static String first(String present, String more) {
        return present == null ? more : present;
    }

    /** Of several, the first counts (RegTAP 1.2, section 8.1). */
    private void rights(Member member) {
        if (resource.rights == null && resource.rightsUri == null) {
            resource.rights = member.text();
            resource.rightsUri = member.attribute("rightsURI");
        }
    }

    private void curation(Member curation) {
        List<String> creators = new ArrayList<>();
        for (Member member : curation.children()) {
            Member name = member.child("name").orElse(new Member("name"));
            switch (member.name()) {
                case "publisher" -> role("publisher", member.text(), member.attribute("ivo-id"), new Member(""));
                case "contributor" -> role("contributor", member.text(), member.attribute("ivo-id"), new Member(""));
                case "contact" -> role("contact", name.text(), name.attribute("ivo-id"), member);
                case "creator" -> {
                    role("creator", name.text(), name.attribute("ivo-id"), member);
                    member.texts("name").forEach(creators::add);
                    member.texts("altIdentifier").forEach(this::alternative);
                }
                case "date" -> {
                    String date = Timestamps.of(member.text());
                    if (date != null) {
                        row("res_date", ivoid, date, Terms.dateRole(member.attribute("role")));
                    }
                }
                case "version" -> resource.version = first(resource.version, member.text());
                default -> {}
            }
        }
        if (!creators.isEmpty()) {
            resource.creators = String.join("; ", creators);
        }
    }

    private void role(String base, String name, String roleIvoid, Member more) {
        boolean creator = base.equals("creator");
        String address = creator ? null : more.childText("address");
        String email = creator ? null : more.childText("email");
        String telephone = creator ? null : more.childText("telephone");
        String logo = more.childText("logo");
        if (Stream.of(name, roleIvoid, address, email, telephone, logo).anyMatch(value -> value != null)) {
            row("res_role", ivoid, name, lower(roleIvoid), address, email, telephone, logo, base);
        }
    }

    private void alternative(String identifier) {
        if (identifier != null) {
            row("alt_identifier", ivoid, identifier);
        }
    }

    private void content(Member content) {
        resource.description = first(resource.description, content.childText("description"));
        resource.referenceUrl = first(resource.referenceUrl, content.childText("referenceURL"));
        resource.contentLevel = first(resource.contentLevel, lower(hashList(content, "contentLevel")));
        resource.contentType = first(resource.contentType, lower(hashList(content, "type")));
        content.child("source").ifPresent(source -> {
            resource.sourceValue = first(resource.sourceValue, source.text());
            resource.sourceFormat = first(resource.sourceFormat, lower(source.attribute("format")));
        });
        content.texts("subject").forEach(subject -> row("res_subject", ivoid, subject));
        for (Member relationship : content.children("relationship")) {
            String type = Terms.relationship(relationship.childText("relationshipType"));
            for (Member related : relationship.children("relatedResource")) {
                row("relationship", ivoid, type, lower(related.attribute("ivo-id")), related.text());
            }
        }
    }

    /** The texts of the children of a name, each once, with {@code #} between them; null when there are none. */
    private static String hashList(Member parent, String child) {
        String list = parent.texts(child).distinct().collect(Collectors.joining("#"));
        return list.isEmpty() ? null : list;
    }

    private void coverage(Member coverage) {
        resource.waveband = first(resource.waveband, lower(hashList(coverage, "waveband")));
        resource.regionOfRegard = number(coverage.childText("regionOfRegard"));
        coverage.texts("spatial").forEach(text -> {
            // A MOC that cannot be read would make every query fail that looks at it.
            Sky.mocBytes(text)
                    .ifPresent(moc ->
                            row("stc_spatial", ivoid, moc, null, Sky.of(moc).cells()));
        });
        coverage.texts("temporal").forEach(text -> interval("stc_temporal", text));
        coverage.texts("spectral").forEach(text -> interval("stc_spectral", text));
    }

    /** VODataService 1.2, section 3.2.2: two numbers with a blank between them. */
    private void interval(String table, String text) {
        String[] ends = text.split(" ");
        if (ends.length == 2 && number(ends[0]) != null && number(ends[1]) != null) {
            row(table, ivoid, number(ends[0]), number(ends[1]));
        }
    }

    private static Double number(String text) {
        if (text == null) {
            return null;
        }
        try {
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? value : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private void capability(Member capability) {
        int index = ++capabilities;
        row(
                "capability",
                ivoid,
                index,
                lower(capability.attribute("xsi:type")),
                capability.childText("description"),
                lower(capability.attribute("standardID")));
        capability.children("validationLevel").forEach(level -> validation(level, index));
        capability.children("interface").forEach(member -> intf(member, index));
    }

    private void validation(Member level, Integer capability) {
        Double value = number(level.text());
        if (value != null) {
            row("validation", ivoid, lower(level.attribute("validatedBy")), value.intValue(), capability);
        }
    }

    private void intf(Member member, int capability) {
        int index = ++interfaces;
        Member url = member.child("accessURL").orElse(new Member("accessURL"));
        List<Member> security = member.children("securityMethod");
        boolean open = security.isEmpty() || security.stream().anyMatch(s -> s.attribute("standardID") == null);
        row(
                "interface",
                ivoid,
                capability,
                index,
                lower(member.attribute("xsi:type")),
                lower(member.attribute("role")),
                lower(member.attribute("version")),
                lower(hashList(member, "queryType")),
                lower(member.childText("resultType")),
                member.childText("wsdlURL"),
                lower(url.attribute("use")),
                url.text(),
                hashList(member, "mirrorURL"),
                open ? 0 : 1);
        for (Member param : member.children("param")) {
            Member type = param.child("dataType").orElse(new Member("dataType"));
            row(
                    "intf_param",
                    ivoid,
                    index,
                    lower(param.childText("name")),
                    lower(param.childText("ucd")),
                    param.childText("unit"),
                    lower(param.childText("utype")),
                    flag(param.attribute("std")),
                    lower(type.text()),
                    type.attribute("extendedSchema"),
                    type.attribute("extendedType"),
                    type.attribute("arraysize"),
                    type.attribute("delim"),
                    lower(param.attribute("use")),
                    param.childText("description"));
        }
    }

    private static Integer flag(String value) {
        if (value == null) {
            return null;
        }
        return switch (value) {
            case "true", "1" -> 1;
            case "false", "0" -> 0;
            default -> null;
        };
    }

    private void schema(Member schema) {
        int index = ++schemas;
        row(
                "res_schema",
                ivoid,
                index,
                schema.childText("description"),
                lower(schema.childText("name")),
                schema.childText("title"),
                lower(schema.childText("utype")));
        schema.children("table").forEach(table -> table(table, index));
    }

    private void table(Member table, Integer schema) {
        int index = ++tables;
        row(
                "res_table",
                ivoid,
                schema,
                table.childText("description"),
                table.childText("name"),
                index,
                table.childText("title"),
                lower(table.attribute("type")),
                lower(table.childText("utype")));
        for (Member column : table.children("column")) {
            Member type = column.child("dataType").orElse(new Member("dataType"));
            row(
                    "table_column",
                    ivoid,
                    index,
                    lower(column.childText("name")),
                    lower(column.childText("ucd")),
                    column.childText("unit"),
                    lower(column.childText("utype")),
                    flag(column.attribute("std")),
                    lower(type.text()),
                    type.attribute("extendedSchema"),
                    type.attribute("extendedType"),
                    type.attribute("arraysize"),
                    type.attribute("delim"),
                    lower(type.attribute("xsi:type")),
                    hashList(column, "flag"),
                    column.childText("description"));
        }
    }

    /** RegTAP 1.2, section 8.13. Values are not put into lower case there. */
    private void details(String parent, Member member, Integer capability) {
        String path = parent + "/" + member.name();
        if (path.equals("/tableset") || path.equals("/table")) {
            return;
        }
        Integer index = path.equals("/capability") ? Integer.valueOf(capabilities) : capability;
        if (DETAILS.contains(path)) {
            detail(index, path, member.text());
        }
        for (String attribute : member.attributeNames()) {
            if (DETAILS.contains(path + "/@" + attribute)) {
                detail(index, path + "/@" + attribute, member.attribute(attribute));
            }
        }
        member.children().forEach(child -> details(path, child, index));
    }

    private void detail(Integer capability, String path, String value) {
        if (value != null) {
            row("res_detail", ivoid, capability, path, value);
        }
    }
}
