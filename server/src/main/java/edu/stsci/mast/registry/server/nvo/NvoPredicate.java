package edu.stsci.mast.registry.server.nvo;

import edu.stsci.mast.registry.search.adql.AdqlType;
import edu.stsci.mast.registry.search.adql.Catalogue;
import edu.stsci.mast.registry.search.adql.CatalogueColumn;
import edu.stsci.mast.registry.search.adql.CatalogueFunctions;
import edu.stsci.mast.registry.search.adql.CatalogueTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Conditions as the old interface took them, such as {@code title like '%galex%' and @updated > '2010-01-01'}: the old names of columns,
 * texts compared whatever their case. A condition becomes an ADQL query over a catalogue of these names, so that it is parsed and checked
 * as any query is.
 */
final class NvoPredicate {
    /** Outside of quotes: a string, a name with the prefixes and paths that were in use, or any other character. */
    private static final Pattern TOKEN =
            Pattern.compile("'(?:[^']|'')*'|@?[a-z_][a-z0-9_]*(?:[/:]@?[a-z_][a-z0-9_]*)*|.", Pattern.DOTALL);

    private static final String RESOURCE = "resource";
    /** The column by which other tables know the resource. */
    private static final String KEY = "resource_key";

    private static final Map<String, Table> TABLES = tables();

    private NvoPredicate() {}

    /** A table of the catalogue: its columns by their names, each with SQL and type. */
    private record Table(String sql, Map<String, CatalogueColumn> columns) {}

    private static Map<String, Table> tables() {
        Map<String, Table> tables = new LinkedHashMap<>();
        Table resource = new Table("\"resource\"", new LinkedHashMap<>());
        text(resource, "ivoid", "ivoid", "identifier");
        text(resource, "res_type", "res_type", "xsi_type", "xsi_type_resource");
        text(resource, "res_title", "res_title", "title");
        text(resource, "short_name", "short_name", "shortname");
        text(resource, "res_description", "res_description", "description", "content_description");
        text(
                resource,
                "reference_url",
                "reference_url",
                "referenceurl",
                "content_reference_url",
                "content_referenceurl");
        text(resource, "creator_seq", "creator_seq", "creator", "curation_creator_name");
        text(resource, "content_type", "content_type", "type");
        text(resource, "content_level", "content_level", "contentlevel", "content_contentlevel");
        text(resource, "source_format", "source_format", "content_source_format");
        text(resource, "source_value", "source_value", "source", "content_source");
        text(resource, "res_version", "res_version", "version", "curation_version");
        text(resource, "waveband", "waveband", "coverage_waveband");
        text(resource, "rights", "rights");
        column(
                resource,
                "region_of_regard",
                AdqlType.Kind.DOUBLE,
                "region_of_regard",
                "regionofregard",
                "coverage_regionofregard");
        column(resource, "created", AdqlType.Kind.TIMESTAMP, "created");
        column(resource, "updated", AdqlType.Kind.TIMESTAMP, "updated");
        tables.put(RESOURCE, resource);

        Table capability = new Table("\"capability\"", new LinkedHashMap<>());
        text(capability, "cap_type", "cap_type", "capability_xsi_type");
        text(capability, "standard_id", "standard_id", "standardid", "capability_standardid");
        text(capability, "cap_description", "cap_description", "capability_description");
        tables.put("capability", keyed(capability));

        Table subject = new Table("\"res_subject\"", new LinkedHashMap<>());
        text(subject, "res_subject", "subject", "res_subject", "content_subject");
        tables.put("subject", keyed(subject));

        Table publisher =
                new Table("(SELECT * FROM \"res_role\" WHERE base_role = 'publisher')", new LinkedHashMap<>());
        text(publisher, "role_name", "role_name", "publisher", "curation_publisher");
        text(publisher, "role_ivoid", "role_ivoid", "publisherid", "publisheridentifier");
        tables.put("res_role", keyed(publisher));

        Table interfaces = new Table("\"interface\"", new LinkedHashMap<>());
        text(interfaces, "access_url", "access_url", "accessurl");
        text(interfaces, "intf_type", "intf_type");
        text(interfaces, "intf_role", "intf_role");
        tables.put("interface", keyed(interfaces));

        Table validation = new Table("(SELECT * FROM \"validation\" WHERE cap_index IS NULL)", new LinkedHashMap<>());
        column(validation, "val_level", AdqlType.Kind.INTEGER, "validationlevel", "val_level");
        tables.put("validation", keyed(validation));
        return tables;
    }

    private static Table keyed(Table table) {
        table.columns()
                .put(KEY, new CatalogueColumn(KEY, AdqlType.unicode(), false, null, null, null, null, "$t.\"ivoid\""));
        return table;
    }

    /** SQL Server compared texts whatever their case; so everything is in lower case here, and the condition as well. */
    private static void text(Table table, String column, String... names) {
        for (String name : names) {
            table.columns()
                    .put(
                            name,
                            new CatalogueColumn(
                                    name,
                                    AdqlType.unicode(),
                                    true,
                                    null,
                                    null,
                                    null,
                                    null,
                                    "adql_lower($t.\"" + column + "\")"));
        }
    }

    private static void column(Table table, String column, AdqlType.Kind kind, String... names) {
        for (String name : names) {
            table.columns()
                    .put(
                            name,
                            new CatalogueColumn(
                                    name, AdqlType.of(kind), true, null, null, null, null, "$t.\"" + column + "\""));
        }
    }

    /** What {@link #adql} may name. */
    static Catalogue catalogue() {
        List<CatalogueTable> tables = new ArrayList<>();
        TABLES.forEach((name, table) -> tables.add(
                new CatalogueTable(null, name, List.copyOf(table.columns().values()), table.sql())));
        return new Catalogue(tables, CatalogueFunctions.all());
    }

    /** The query for the IVOIDs of the resources that fulfil a question's conditions. */
    static String adql(NvoQuestion question) {
        Set<String> joined = new LinkedHashSet<>();
        List<String> conditions = new ArrayList<>();
        if (!question.predicate().isBlank()) {
            conditions.add("(" + translate(question.predicate(), joined) + ")");
        }
        if (!question.capability().isBlank()) {
            joined.add("capability");
            String pattern = pattern(question.capability());
            conditions.add("(capability.\"cap_type\" LIKE " + pattern + " OR capability.\"standard_id\" LIKE " + pattern
                    + ")");
        }
        if (!question.waveband().isBlank()) {
            conditions.add("resource.\"waveband\" LIKE " + pattern(question.waveband()));
        }
        StringBuilder query = new StringBuilder("SELECT DISTINCT resource.\"ivoid\" FROM resource");
        for (String table : joined) {
            query.append(" LEFT OUTER JOIN ")
                    .append(table)
                    .append(" ON resource.\"ivoid\" = ")
                    .append(table)
                    .append(".\"" + KEY + "\"");
        }
        if (!conditions.isEmpty()) {
            query.append(" WHERE ").append(String.join(" AND ", conditions));
        }
        return query.append(" ORDER BY 1").toString();
    }

    private static String pattern(String text) {
        return "'%" + text.strip().toLowerCase(Locale.ROOT).replace("'", "''") + "%'";
    }

    /** The condition with quoted names; {@code joined} takes the tables that it needs besides the resource. */
    private static String translate(String predicate, Set<String> joined) {
        StringBuilder translated = new StringBuilder();
        Matcher tokens = TOKEN.matcher(predicate.toLowerCase(Locale.ROOT));
        while (tokens.find()) {
            String token = tokens.group();
            if (token.startsWith("'") || !Character.isLetter(token.charAt(0)) && token.charAt(0) != '@') {
                // SQL Server's brackets around names mean nothing here.
                translated.append(token.equals("[") || token.equals("]") ? "" : token);
                continue;
            }
            String name = token.replace("@", "").replaceAll("[/:]", "_");
            boolean qualifier = tokens.end() < predicate.length() && predicate.charAt(tokens.end()) == '.';
            String table = TABLES.entrySet().stream()
                    .filter(entry -> qualifier
                            ? entry.getKey().equals(name)
                            : entry.getValue().columns().containsKey(name))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse("");
            if (!table.isEmpty() && !table.equals(RESOURCE)) {
                joined.add(table);
            }
            translated.append(table.isEmpty() || qualifier ? name : '"' + name + '"');
        }
        return translated.toString();
    }
}
