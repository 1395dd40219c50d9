package edu.stsci.mast.registry.search.adql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients of RegTAP ask: the tasks of RegTAP 1.2, section 9, in own words, and queries shaped like pyVO's. */
class AdqlRegTapQueriesTest {
    private static RegTapFixture regTap;

    @BeforeAll
    static void open() throws SQLException {
        regTap = new RegTapFixture();
    }

    @AfterAll
    static void close() throws SQLException {
        regTap.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
        SELECT access_url, ivoid FROM rr.interface NATURAL JOIN rr.capability WHERE authenticated_only=0 AND intf_role='std' AND standard_id like 'ivo://ivoa.net/std/tap%' ~ http://a/tap|ivo://a/tap
        SELECT access_url FROM rr.resource NATURAL JOIN rr.capability NATURAL JOIN rr.interface NATURAL JOIN rr.res_subject WHERE intf_role='std' AND (1=ivo_hasword(res_description, 'spiral') OR res_subject ILIKE '%SPIRAL%') GROUP BY access_url ~ http://a/tap
        SELECT ivoid FROM rr.capability NATURAL JOIN rr.resource WHERE 1=ivo_hashlist_has(waveband, 'radio') ~ ivo://a/sia
        SELECT ivoid FROM rr.capability NATURAL JOIN rr.table_column WHERE ucd LIKE 'src.red%' ~ ``
        SELECT ivoid FROM rr.resource WHERE ivoid LIKE 'ivo://b/%' ~ ivo://b/none
        SELECT ivoid FROM rr.res_role WHERE 1=ivo_nocasematch(role_name, 'gavo%') AND base_role='publisher' ORDER BY ivoid ~ ivo://a/sia / ivo://a/tap
        SELECT ivoid FROM rr.resource RIGHT OUTER JOIN (SELECT 'ivo://' || detail_value || '/%' AS pat FROM rr.res_detail WHERE detail_xpath='/managedAuthority') AS mine ON 1=ivo_nocasematch(resource.ivoid, mine.pat) ORDER BY ivoid ~ ivo://a/sia / ivo://a/tap
        SELECT access_url FROM rr.res_detail NATURAL JOIN rr.capability NATURAL JOIN rr.interface WHERE 1=ivo_nocasematch(detail_value, 'ivo://ivoa.net/std/regtap#1.%') ~ http://a/tap
        SELECT DISTINCT role_name FROM rr.interface NATURAL JOIN rr.res_role WHERE access_url='http://a/sia' ~ gavo
        SELECT b.standard_id FROM rr.relationship AS a JOIN rr.capability AS b ON (b.ivoid=a.related_id) WHERE a.relationship_type='isservedby' AND b.standard_id IS NOT NULL ~ ivo://ivoa.net/std/tap
        SELECT ivoid FROM rr.stc_spectral NATURAL JOIN rr.stc_temporal WHERE 1=ivo_interval_overlaps(time_start, time_end, 55409, 55440) AND 4e-20 BETWEEN spectral_start AND spectral_end ~ ivo://a/tap
        WITH wanted AS (SELECT ivoid FROM rr.res_subject WHERE res_subject='quasars') SELECT ivoid, ivo_string_agg(COALESCE(access_url, ''), '|') AS urls FROM wanted NATURAL JOIN rr.capability NATURAL JOIN rr.interface GROUP BY ivoid ~ ivo://a/tap|http://a/tap|http://a/web
        """)
    void theTasksOfTheStandard(String adql, String rows) throws Exception {
        assertThat(regTap.run(adql)).isEqualTo(rows);
    }

    private static String pyvo(String condition) {
        String plain = "ivoid, res_type, short_name, res_title, content_level, res_description, reference_url,"
                + " creator_seq, created, updated, rights, content_type, source_format, source_value,"
                + " region_of_regard, waveband";
        return "SELECT\n" + plain + ", \n  ivo_string_agg(COALESCE(access_url, ''), ':::py VO sep:::') AS access_urls, "
                + "\n  ivo_string_agg(COALESCE(standard_id, ''), ':::py VO sep:::') AS standard_ids"
                + "\nFROM\nrr.resource\nNATURAL LEFT OUTER JOIN rr.capability\nNATURAL LEFT OUTER JOIN rr.interface"
                + "\nWHERE\n(" + condition + ")\nGROUP BY\n" + plain;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
        ivoid IN (SELECT DISTINCT ivoid FROM rr.resource WHERE 1=ivo_hasword(res_description, 'spiral') UNION ALL SELECT DISTINCT ivoid FROM rr.resource WHERE 1=ivo_hasword(res_title, 'spiral') UNION ALL SELECT DISTINCT ivoid FROM rr.res_subject WHERE rr.res_subject.res_subject ILIKE '%spiral%') ~ 2
        standard_id IN ('ivo://ivoa.net/std/sia', 'ivo://ivoa.net/std/sia#aux') OR standard_id like 'ivo://ivoa.net/std/sia2#query-2.%' ~ 1
        ivoid IN (SELECT DISTINCT ivoid FROM rr.res_role WHERE role_name LIKE 'M%' AND base_role='creator') ~ 1
        1 = ivo_hashlist_has(rr.resource.waveband, 'optical') OR 1 = ivo_hashlist_has(rr.resource.waveband, 'radio') ~ 2
        ivoid='ivo://b/none' ~ 1
        (ivoid IN (SELECT DISTINCT ivoid FROM rr.stc_spectral WHERE 5e-20 BETWEEN spectral_start AND spectral_end)) OR NOT EXISTS(SELECT 1 FROM rr.stc_spectral AS inner_s WHERE inner_s.ivoid=rr.resource.ivoid) ~ 3
        created > '2020-06-01T00:00:00' ~ 2
        """)
    void queriesLikePyvos(String condition, int resources) throws Exception {
        String rows = regTap.run(pyvo(condition));
        assertThat(rows.split(" / ")).hasSize(resources);
    }

    @Test
    void outputColumnsKeepTheirOrigin() throws AdqlException {
        CompiledQuery query = regTap.compiler()
                .compile("WITH w AS (SELECT region_of_regard AS r, cap_index, ivoid FROM rr.resource NATURAL JOIN"
                        + " rr.capability) SELECT TOP 5 a.x AS y, cap_index, x * 2, COUNT(*) AS n, MAX(q) AS q FROM"
                        + " (SELECT r AS x, cap_index, ivoid AS q FROM w UNION SELECT 1.5, cap_index, ivoid FROM w) AS a"
                        + " GROUP BY x, cap_index OFFSET 3");
        assertThat(query.columns()).extracting(OutputColumn::name).containsExactly("y", "cap_index", "col3", "n", "q");
        assertThat(query.columns().get(0).origin().orElseThrow().unit()).isEqualTo("deg");
        assertThat(query.columns().get(0).origin().orElseThrow().ucd()).isEqualTo("meta.region_of_regard");
        assertThat(query.columns().get(1).type().datatype()).isEqualTo("int");
        assertThat(query.columns().get(1).origin()).isPresent();
        assertThat(query.columns().get(2).origin()).isEmpty();
        assertThat(query.columns().get(2).type().datatype()).isEqualTo("double");
        assertThat(query.columns().get(3).type().datatype()).isEqualTo("long");
        assertThat(query.tables())
                .extracting(CatalogueTable::qualifiedName)
                .containsExactly("rr.resource", "rr.capability");
        assertThat(query.top()).hasValue(5);
        assertThat(query.offset()).hasValue(3);
    }

    @Test
    void signaturesAreInTheFormOfTapRegExt() {
        assertThat(CatalogueFunctions.all())
                .extracting(FunctionDeclaration::signature)
                .contains("ivo_hasword(haystack VARCHAR, needle VARCHAR) -> INTEGER");
    }

    @Test
    void joinedColumnsComeOnceAndFirst() throws AdqlException {
        CompiledQuery query = regTap.compiler().compile("SELECT * FROM rr.relationship NATURAL JOIN rr.capability");
        assertThat(query.columns())
                .extracting(OutputColumn::name)
                .isEqualTo(List.of(
                        "ivoid",
                        "relationship_type",
                        "related_id",
                        "related_name",
                        "cap_index",
                        "cap_type",
                        "cap_description",
                        "standard_id"));
    }
}
