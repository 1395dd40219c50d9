package edu.stsci.mast.registry.search.adql;

import edu.stsci.mast.registry.search.adql.AdqlType.Kind;
import edu.stsci.mast.registry.search.adql.geometry.Sky;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The tables of RegTAP 1.2 with a handful of rows, and a compiler for them. */
final class RegTapFixture implements AutoCloseable {
    private static final String[] TABLES = {
        "resource|ivoid res_type created@ short_name res_title* updated@ content_level res_description* reference_url"
                + " creator_seq* content_type source_format source_value res_version region_of_regard! waveband rights"
                + " rights_uri harvested_from",
        "res_role|ivoid role_name* role_ivoid street_address* email telephone logo base_role",
        "res_subject|ivoid res_subject*",
        "capability|ivoid cap_index# cap_type cap_description* standard_id",
        "res_schema|ivoid schema_index# schema_description* schema_name schema_title* schema_utype",
        "res_table|ivoid schema_index# table_description* table_name table_index# table_title* table_type table_utype"
                + " nrows#",
        "table_column|ivoid table_index# name ucd unit utype std# datatype extended_schema extended_type arraysize delim"
                + " type_system flag column_description*",
        "interface|ivoid cap_index# intf_index# intf_type intf_role std_version query_type result_type wsdl_url url_use"
                + " access_url mirror_url authenticated_only#",
        "intf_param|ivoid intf_index# name ucd unit utype std# datatype extended_schema extended_type arraysize delim"
                + " param_use param_description*",
        "relationship|ivoid relationship_type related_id related_name*",
        "validation|ivoid validated_by val_level# cap_index#",
        "res_date|ivoid date_value@ value_role",
        "res_detail|ivoid cap_index# detail_xpath detail_value*",
        "alt_identifier|ivoid alt_identifier",
        "stc_spatial|ivoid coverage~ ref_system_name",
        "stc_temporal|ivoid time_start! time_end!",
        "stc_spectral|ivoid spectral_start! spectral_end!",
        "tap_table|resid svcid access_url table_name table_utype table_description* table_type"
    };

    private static final String[] ROWS = {
        "INSERT INTO resource (ivoid, res_type, created, short_name, res_title, res_description, content_level,"
                + " waveband, region_of_regard) VALUES"
                + " ('ivo://a/tap', 'vs:catalogservice', '2020-01-01T00:00:00', 'A', 'Spiral galaxies', 'Old spiral data',"
                + " 'research', 'optical#infrared', 1.5),"
                + " ('ivo://a/sia', 'vs:catalogservice', '2021-06-01T12:00:00', 'B', 'Äther images', NULL,"
                + " 'research#amateur', 'radio', NULL),"
                + " ('ivo://b/none', 'vr:organisation', '2022-01-01T00:00:00', 'C', 'The institute', 'An institute',"
                + " NULL, NULL, NULL)",
        "INSERT INTO capability (ivoid, cap_index, standard_id, cap_type) VALUES"
                + " ('ivo://a/tap', 1, 'ivo://ivoa.net/std/tap', 'tr:tableaccess'),"
                + " ('ivo://a/tap', 2, NULL, NULL), ('ivo://a/sia', 1, 'ivo://ivoa.net/std/sia', 'sia:simpleimageaccess')",
        "INSERT INTO interface (ivoid, cap_index, intf_index, intf_role, access_url, authenticated_only) VALUES"
                + " ('ivo://a/tap', 1, 1, 'std', 'http://a/tap', 0), ('ivo://a/tap', 2, 2, NULL, 'http://a/web', 0),"
                + " ('ivo://a/sia', 1, 1, 'std', 'http://a/sia', 1)",
        "INSERT INTO res_subject VALUES ('ivo://a/tap', 'Spiral galaxies'), ('ivo://a/sia', 'aether'),"
                + " ('ivo://a/tap', 'quasars')",
        "INSERT INTO res_role (ivoid, role_name, base_role) VALUES ('ivo://a/tap', 'Müller, É.', 'creator'),"
                + " ('ivo://a/tap', 'GAVO Data Centre', 'publisher'), ('ivo://a/sia', 'gavo', 'publisher')",
        "INSERT INTO stc_temporal VALUES ('ivo://a/tap', 50000, 55410), ('ivo://a/sia', 56000, 57000)",
        "INSERT INTO stc_spectral VALUES ('ivo://a/tap', 1e-20, 9e-20)",
        "INSERT INTO stc_spatial VALUES ('ivo://a/tap', '0/0-11', NULL), ('ivo://a/sia', '6/0-9', NULL)",
        "INSERT INTO res_detail (ivoid, cap_index, detail_xpath, detail_value) VALUES"
                + " ('ivo://b/none', NULL, '/managedAuthority', 'a'),"
                + " ('ivo://a/tap', 1, '/capability/dataModel/@ivo-id', 'ivo://ivoa.net/std/RegTAP#1.2')",
        "INSERT INTO relationship VALUES ('ivo://b/none', 'isservedby', 'ivo://a/tap', NULL)"
    };

    private final Connection connection;
    private final AdqlCompiler compiler;

    RegTapFixture() throws SQLException {
        compiler = new AdqlCompiler(catalogue(), AdqlLimits.standard());
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        SqliteFunctions.register(connection);
        try (var statement = connection.createStatement()) {
            for (CatalogueTable table : catalogue().tables()) {
                statement.execute("CREATE TABLE \"" + table.name() + "\" ("
                        + table.columns().stream()
                                .map(c -> '"' + c.name() + "\" " + affinity(c.type()))
                                .collect(Collectors.joining(", "))
                        + ")");
            }
            for (String rows : ROWS) {
                statement.execute(rows);
            }
        }
    }

    /** The catalogue; {@code ivo_hasword} on res_title is decided from outside, as a keyword index would. */
    static Catalogue catalogue() {
        List<CatalogueTable> tables = new ArrayList<>();
        for (String table : TABLES) {
            String[] parts = table.split("\\|");
            List<CatalogueColumn> columns = new ArrayList<>();
            for (String column : parts[1].split(" ")) {
                columns.add(column(column));
            }
            tables.add(new CatalogueTable("rr", parts[0], columns, null));
        }
        List<FunctionDeclaration> functions = new ArrayList<>(CatalogueFunctions.all());
        functions.removeIf(f -> f.name().equals("ivo_hasword"));
        functions.add(CatalogueFunctions.hasWord(new FunctionDeclaration.Compiled(
                call -> call.column(0)
                        .filter(c ->
                                c.name().equals("res_title") && call.constant(1).isPresent())
                        .flatMap(c -> call.sibling(0, "ivoid"))
                        .map(ivoid -> new SqlFragment(
                                ivoid + " IN (SELECT value FROM json_each(?))", List.of("[\"ivo://a/sia\"]"))),
                CatalogueFunctions.wordByWord())));
        return new Catalogue(tables, functions);
    }

    private static CatalogueColumn column(String text) {
        char mark = text.charAt(text.length() - 1);
        AdqlType type =
                switch (mark) {
                    case '*' -> AdqlType.unicode();
                    case '#' -> AdqlType.of(Kind.INTEGER);
                    case '!' -> AdqlType.of(Kind.DOUBLE);
                    case '@' -> AdqlType.of(Kind.TIMESTAMP);
                    case '~' -> AdqlType.of(Kind.MOC);
                    default -> AdqlType.text();
                };
        String name = text.replaceAll("[*#!@~]", "");
        String unit = name.equals("region_of_regard") ? "deg" : null;
        return new CatalogueColumn(name, type, true, "meta." + name, unit, null, "About " + name, null);
    }

    private static String affinity(AdqlType type) {
        return type.isInteger() ? "INTEGER" : type.isNumber() ? "REAL" : "TEXT";
    }

    AdqlCompiler compiler() {
        return compiler;
    }

    Connection connection() {
        return connection;
    }

    /** The rows of a query, cells joined by |, rows by a blank and a slash. */
    String run(String adql) throws AdqlException, SQLException {
        CompiledQuery query = compiler.compile(adql);
        try (PreparedStatement statement = connection.prepareStatement(query.sql())) {
            for (int i = 0; i < query.parameters().size(); i++) {
                statement.setObject(i + 1, query.parameters().get(i));
            }
            List<String> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                if (result.getMetaData().getColumnCount() != query.columns().size()) {
                    throw new AssertionError("The statement's columns differ from the announced ones: " + query);
                }
                while (result.next()) {
                    List<String> cells = new ArrayList<>();
                    for (int i = 1; i <= query.columns().size(); i++) {
                        boolean moc = query.columns().get(i - 1).type().kind() == AdqlType.Kind.MOC;
                        byte[] bytes = moc ? result.getBytes(i) : null;
                        String text = bytes != null ? Sky.mocText(bytes) : result.getString(i);
                        cells.add(text == null ? "NULL" : text);
                    }
                    rows.add(String.join("|", cells));
                }
            }
            return String.join(" / ", rows);
        } catch (SQLException e) {
            throw new SQLException(e.getMessage() + " in " + query.sql(), e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
