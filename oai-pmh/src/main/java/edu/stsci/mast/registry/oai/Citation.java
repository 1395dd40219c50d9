package edu.stsci.mast.registry.oai;

import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.oai.CitedResource.Party;
import edu.stsci.mast.registry.oai.CitedResource.Rights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the resource of a record is cited. */
public final class Citation {
    private final StoredRecord record;
    private final CitedResource resource;

    private Citation(StoredRecord record) {
        this.record = record;
        this.resource = CitedResource.of(record);
    }

    /**
     * The citation of a record's resource.
     *
     * @return empty when the record has no document, or no title
     */
    public static Optional<Citation> of(StoredRecord record) {
        return record.document() == null || record.title().isEmpty()
                ? Optional.empty()
                : Optional.of(new Citation(record));
    }

    /** The resource's DOI, without a scheme; empty when it has none. */
    public Optional<String> doi() {
        return resource.doi().map(ExternalIdentifier::value);
    }

    /** The DOI as a web address; empty when there is none. */
    public Optional<String> doiAddress() {
        return doi().map(doi -> "https://doi.org/" + doi);
    }

    /** The year in which the resource was published, in four digits; empty when the record tells none. */
    public Optional<String> year() {
        return resource.publicationYear();
    }

    /** The bibliographic codes and DOIs of the publications that the resource is from or is described by, as the record has them. */
    public List<String> publications() {
        return resource.relations().stream()
                .filter(relation -> relation.type().equals("IsSupplementTo"))
                .map(relation -> relation.target().value())
                .distinct()
                .toList();
    }

    /** The citation as one line of text: creators, year, title, version, publisher, identifier. */
    public String text() {
        List<String> parts = new ArrayList<>();
        if (!resource.creators().isEmpty()) {
            parts.add(resource.creators().stream().map(Party::name).collect(Collectors.joining("; ")));
        }
        year().ifPresent(parts::add);
        parts.add(record.title());
        if (resource.version() != null) {
            parts.add("version " + resource.version());
        }
        if (resource.publisher() != null) {
            parts.add(resource.publisher().name());
        }
        parts.add(doiAddress().orElseGet(() -> record.ivoid().toString()));
        return String.join(", ", parts);
    }

    /**
     * The citation for BibTeX, an entry {@code @misc} in UTF-8: BibTeX's own types have none for data, and biblatex's {@code @dataset} is
     * unknown to the styles that journals of astronomy use. Creators that an identifier tells to be institutions, or whose name doesn't read
     * "family, given", are kept in one piece by braces.
     */
    public String bibTex() {
        Map<String, String> fields = new LinkedHashMap<>();
        if (!resource.creators().isEmpty()) {
            fields.put(
                    "author", resource.creators().stream().map(Citation::author).collect(Collectors.joining(" and ")));
        }
        fields.put("title", "{" + escaped(record.title()) + "}");
        year().ifPresent(year -> fields.put("year", year));
        if (resource.publisher() != null) {
            fields.put("publisher", escaped(resource.publisher().name()));
        }
        if (resource.version() != null) {
            fields.put("version", escaped(resource.version()));
        }
        doi().ifPresent(doi -> fields.put("doi", verbatim(doi)));
        doiAddress().ifPresent(address -> fields.put("url", verbatim(address)));
        fields.put(
                "note", "Virtual Observatory resource " + escaped(record.ivoid().toString()));
        StringBuilder entry = new StringBuilder("@misc{").append(key());
        fields.forEach((name, value) -> entry.append(",\n  ")
                .append(String.format(Locale.ROOT, "%-9s", name))
                .append(" = {")
                .append(value)
                .append('}'));
        return entry.append("\n}\n").toString();
    }

    /** The metadata for DataCite as XML; empty where {@link DataCite} has none. */
    public Optional<byte[]> dataCite() {
        return DataCite.resource(record);
    }

    /** What the record says of rights: texts, and where they are explained. */
    public List<Terms> rights() {
        return resource.rights().stream().map(Terms::of).toList();
    }

    /**
     * Terms of use.
     *
     * @param text empty when the record gives only an address
     * @param address empty when the record gives none
     */
    public record Terms(String text, String address) {
        private static Terms of(Rights rights) {
            return new Terms(rights.text(), rights.uri() == null ? "" : rights.uri());
        }
    }

    private static String author(Party creator) {
        boolean person = !"Organizational".equals(creator.nameType())
                && creator.name().matches("[^,]+, ?[^,]+")
                && !creator.name()
                        .matches(
                                "(?i).*\\b(team|survey|institute|observatory|collaboration|consortium|university)\\b.*");
        String name = escaped(creator.name());
        return person ? name : "{" + name + "}";
    }

    /** Letters, digits and single colons, as keys may have. */
    private String key() {
        return record.ivoid().withoutScheme().replaceAll("[^A-Za-z0-9.]+", ":").replaceAll("^:|:$", "");
    }

    /** What TeX would take for a command is written by a command; lines are joined. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.replaceAll("\\s+", " ").toCharArray()) {
            switch (c) {
                case '&', '%', '$', '#', '_' -> escaped.append('\\').append(c);
                case '{' -> escaped.append("\\textbraceleft{}");
                case '}' -> escaped.append("\\textbraceright{}");
                case '\\' -> escaped.append("\\textbackslash{}");
                case '~' -> escaped.append("\\textasciitilde{}");
                case '^' -> escaped.append("\\textasciicircum{}");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /** Addresses are not escaped; what could end the field, which no DOI needs, is encoded. */
    private static String verbatim(String text) {
        return text.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C");
    }
}
